import {
  createCubiCasaClient,
  type OperationId,
  type OperationInput,
  operations,
  UnverifiedOperationError,
} from '../../../shared/cubicasa/index.ts';

const BASE_URL = 'http://nowhere.invalid';

/**
 * Makes every check that the client makes before it sends, and sends nothing.
 * @returns the path with its parameters, as it would be sent.
 * @throws TypeError for parameters of the path that are missing or that there are not; errors of the client.
 */
export async function rehearseCall(
  operation: OperationId,
  input: OperationInput,
  allowUnverified: boolean,
): Promise<string> {
  checkParams(operation, input.params ?? {});
  let path = '';
  const transport = async ({ url }: { readonly url: string }) => {
    path = url.slice(BASE_URL.length);
    return { status: 200, headers: {}, body: new Uint8Array() };
  };
  const client = createCubiCasaClient({ apiKey: 'none', baseUrl: BASE_URL, transport });
  try {
    await client.callOperation(operation, input, { allowUnverified });
  } catch (error) {
    throw error instanceof UnverifiedOperationError ? explainUnverified(operation, error) : error;
  }
  return path;
}

function checkParams(operation: OperationId, params: Readonly<Record<string, string>>): void {
  const wanted = [...operations[operation].path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const takes = wanted.length === 0 ? 'no --param' : wanted.map((name) => `--param ${name}=…`).join(' ');
  const unknown = Object.keys(params).filter((name) => !wanted.includes(name));
  if (unknown.length > 0) throw new TypeError(`--param ${unknown.join(', ')}: ${operation} takes ${takes}`);
  const missing = wanted.filter((name) => params[name] === undefined);
  if (missing.length > 0) throw new TypeError(`${missing.join(', ')} is missing: ${operation} takes ${takes}`);
}

function explainUnverified(operation: OperationId, cause: UnverifiedOperationError): Error {
  const { method, path } = operations[operation];
  const what = `${operation}: nobody has confirmed what ${method} ${path} takes`;
  return new Error(`${what}; --allow-unverified calls it all the same`, { cause });
}
