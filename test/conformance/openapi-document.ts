import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type JsonSchema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: JsonSchema;
}

/** One operation of the document with its references followed. */
export interface Described {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestSchema: JsonSchema | undefined;
  /** Media types of the 200 answer. */
  readonly responseTypes: readonly string[];
  /** Of the 200 answer in JSON. */
  readonly responseSchema: JsonSchema | undefined;
}

type Node = Readonly<Record<string, unknown>>;

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

const METHODS = ['get', 'post', 'patch', 'delete'];
const JSON_TYPE = 'application/json';

const openapi = parse(readFileSync('shared/cubicasa/openapi.yaml', 'utf8')) as Node;

export const describedOperations: readonly Described[] = Object.entries(openapi.paths as Record<string, Node>).flatMap(
  ([path, item]) => METHODS.flatMap((method) => (item[method] ? [describe(path, item, method)] : [])),
);

function describe(path: string, item: Node, method: string): Described {
  const operation = item[method] as Node;
  const request = operation.requestBody as Content | undefined;
  const response = follow<Content>((operation.responses as Node)['200']);
  const parameters = [...((item.parameters as unknown[]) ?? []), ...((operation.parameters as unknown[]) ?? [])];
  return {
    operationId: String(operation.operationId),
    method: method.toUpperCase(),
    path,
    parameters: parameters.map((parameter) => follow<Parameter>(parameter)),
    requestSchema: request?.content?.[JSON_TYPE]?.schema,
    responseTypes: Object.keys(response.content ?? {}),
    responseSchema: response.content?.[JSON_TYPE]?.schema,
  };
}

/** What a `$ref` stands for, or the value itself. */
export function follow<T>(value: unknown): T {
  const ref = (value as { $ref?: string }).$ref;
  if (ref === undefined) return value as T;
  const names = ref.slice(2).split('/');
  return follow<T>(names.reduce<unknown>((node, name) => (node as Node)[name], openapi));
}
