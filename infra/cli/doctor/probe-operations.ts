import { type CubiCasaClient, CubiCasaError, type OperationId, operations } from '../../../shared/cubicasa/index.ts';
import type { Finding } from './finding.ts';

type ProbedClient = Pick<CubiCasaClient, 'callOperation' | 'orders' | 'users'>;

/** Ids that the paths of reads need; what the account has none of is not probed. */
type Samples = Readonly<Partial<Record<string, string>>>;

/** Calls each read-only operation of the client's table once: which paths does CubiCasa answer for this account? */
export async function probeOperations(account: string, client: ProbedClient): Promise<readonly Finding[]> {
  const samples = await findSamples(client);
  const findings: Finding[] = [];
  for (const operation of readOperations()) {
    const params = fillPath(operations[operation].path, samples);
    if (params !== undefined) findings.push(await probe(account, operation, params, client));
  }
  return findings;
}

function readOperations(): OperationId[] {
  return (Object.keys(operations) as OperationId[]).filter((operation) => operations[operation].method === 'GET');
}

async function findSamples({ orders, users }: ProbedClient): Promise<Samples> {
  const [order] = (await orders.page({ limit: 1 })).items;
  const [user] = (await users.page({ limit: 1 })).items;
  return { ...(order && { order_id: order.id }), ...(user?.email && { user_id: user.email }) };
}

/** Nothing where the account has no sample for a parameter. */
function fillPath(path: string, samples: Samples): Record<string, string> | undefined {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const filled = names.flatMap((name) => (samples[name] === undefined ? [] : [[name, samples[name]] as const]));
  return filled.length === names.length ? Object.fromEntries(filled) : undefined;
}

async function probe(
  account: string,
  operation: OperationId,
  params: Readonly<Record<string, string>>,
  client: ProbedClient,
): Promise<Finding> {
  const { method, path, pathStatus } = operations[operation];
  const check = `${account}: ${operation} (${method} ${path}, ${pathStatus})`;
  try {
    await client.callOperation(operation, { params }, { allowUnverified: true });
    return pathStatus === 'verified' ? { check, ok: true } : { check, ok: true, note: 'answers: this path is right' };
  } catch (error) {
    if (!(error instanceof CubiCasaError)) throw error;
    const outcome = error.status === undefined ? error.name : `${error.name} ${error.status}`;
    if (pathStatus !== 'verified') return { check, ok: true, note: `${outcome}: the path is not confirmed` };
    return { check, ok: false, mend: `${outcome}: a documented operation does not answer` };
  }
}
