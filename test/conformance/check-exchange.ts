import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { bodyText, headerOf, type TransportRequest, type TransportResponse } from '../../shared/cubicasa/transport.ts';
import { type Described, describedOperations, type JsonSchema } from './openapi-document.ts';
import { strictSchema, tolerantSchema } from './strict-schema.ts';

/** One call as it went over the wire. */
export interface Exchange {
  readonly request: TransportRequest;
  readonly response: TransportResponse;
}

/** What an exchange has against the document; `operation` is what its method and path say it is. */
export interface Finding {
  readonly operation: string | undefined;
  readonly problems: readonly string[];
}

export interface CheckOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** How responses are read; requests are always held to the strict schema. */
  readonly responses: 'strict' | 'tolerant';
}

const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false });
formats.default(ajv);
const compiled = new Map<string, ValidateFunction>();

export function checkExchange({ request, response }: Exchange, options: CheckOptions): Finding {
  const target = request.url.startsWith(`${options.baseUrl}/`) ? request.url.slice(options.baseUrl.length) : '';
  const [path = '', query = ''] = target.split('?', 2);
  const operation = findOperation(request.method, path);
  if (operation === undefined) return { operation: undefined, problems: [`no operation ${request.method} ${path}`] };
  const problems = [
    ...checkPath(operation, path),
    ...checkHeaders(request, options.apiKey),
    ...checkQuery(operation, query),
    ...checkRequestBody(operation, request.body),
    ...checkResponse(operation, response, options.responses),
  ];
  return { operation: operation.operationId, problems };
}

/** The more of a template is literal, the earlier it is tried (CONTRACT 1.9). */
function findOperation(method: string, path: string): Described | undefined {
  const matching = describedOperations.filter((one) => one.method === method && matches(one.path, path));
  return matching.sort((left, right) => countParameters(left.path) - countParameters(right.path))[0];
}

function matches(template: string, path: string): boolean {
  const pattern = template.replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function countParameters(template: string): number {
  return template.split('{').length;
}

/** Every segment is encoded as a whole, `@` and `+` included. */
function checkPath({ path: template }: Described, path: string): string[] {
  const literal = new Set(template.split('/'));
  const parts = path.split('/').filter((part) => !literal.has(part));
  return parts
    .filter((part) => encodeURIComponent(decodeURIComponent(part)) !== part)
    .map((part) => `path: ${part} is not encoded`);
}

function checkHeaders({ headers, body }: TransportRequest, apiKey: string): string[] {
  const problems = headers['api-key'] === apiKey ? [] : ['header: no api-key'];
  if (!/application\/json/.test(headers.accept ?? '')) problems.push('header: does not accept JSON');
  if (body !== undefined && headers['content-type'] !== 'application/json')
    problems.push('header: body is not called JSON');
  const known = new Set(['api-key', 'accept', 'content-type']);
  return [
    ...problems,
    ...Object.keys(headers)
      .filter((name) => !known.has(name))
      .map((name) => `header: ${name} is not known`),
  ];
}

function checkQuery({ parameters, operationId }: Described, query: string): string[] {
  const given = new URLSearchParams(query);
  return [...new Set(given.keys())].flatMap((name) => {
    const parameter = parameters.find((one) => one.in === 'query' && one.name === name);
    if (parameter === undefined) return [`query: ${name} is not known`];
    const values = given.getAll(name);
    const isList = parameter.schema.type === 'array';
    if (!isList && values.length > 1) return [`query: ${name} is repeated`];
    const value = isList ? values : parameter.schema.type === 'integer' ? toInteger(values[0]) : values[0];
    return validate(`${operationId} query ${name}`, strictSchema(parameter.schema), value);
  });
}

function toInteger(text: string | undefined): unknown {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

function checkRequestBody({ operationId, requestSchema }: Described, body: string | undefined): string[] {
  if (requestSchema === undefined) return body === undefined ? [] : ['request: has a body'];
  if (body === undefined) return ['request: has no body'];
  return validate(`${operationId} request`, strictSchema(requestSchema), JSON.parse(body));
}

function checkResponse(
  operation: Described,
  response: TransportResponse,
  reading: CheckOptions['responses'],
): string[] {
  const { operationId, responseSchema } = operation;
  if (reading === 'strict' && response.status !== 200) return [`response: status ${response.status}`];
  const type = headerOf(response, 'content-type')?.split(';')[0] ?? '';
  if (response.status !== 200 || responseSchema === undefined) return [];
  if (!operation.responseTypes.includes(type)) return [`response: ${type} is not documented`];
  if (type !== 'application/json') return [];
  const schema = reading === 'strict' ? strictSchema(responseSchema) : tolerantSchema(responseSchema);
  return validate(`${operationId} ${reading} response`, schema, parseJson(bodyText(response)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function validate(what: string, schema: JsonSchema, value: unknown): string[] {
  const check = compiled.get(what) ?? ajv.compile(schema);
  compiled.set(what, check);
  if (check(value)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${what}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
