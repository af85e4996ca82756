import { InvalidInputError } from './errors.ts';
import { type OperationId, operations } from './operations.ts';

/** Repeated keys are written as such: `{status: ['Pending', 'Ready']}` becomes `status=Pending&status=Ready`. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export type PathParams = Readonly<Record<string, string>>;

const PARAMETER = /\{(\w+)\}/;
/** Most ids: they stand in a path as they are. */
const PLAIN = /^[\w-]+$/;

/** Paths in pieces, texts and names by turns, since the same few are built again and again. */
const pieces = new Map<string, readonly string[]>();

function piecesOf(path: string): readonly string[] {
  const known = pieces.get(path) ?? path.split(PARAMETER);
  pieces.set(path, known);
  return known;
}

/** The operation's path with its parameters in place, each percent-encoded. @throws InvalidInputError on an unusable one. */
export function buildPath(operation: OperationId, params: PathParams, override?: string): string {
  return piecesOf(override ?? operations[operation].path)
    .map((piece, place) => (place % 2 === 0 ? piece : encodeName(operation, piece, params[piece] ?? '')))
    .join('');
}

function encodeName(operation: OperationId, name: string, value: string): string {
  if (PLAIN.test(value)) return value;
  if (!/^\s*$|^\.{1,2}$/.test(value) && value.isWellFormed()) return encodeURIComponent(value);
  const violations = [{ path: `path_params.${name}`, text: 'must name something' }];
  throw new InvalidInputError(`${name} is empty or no name`, { operation, violations });
}

/** With its question mark, or nothing. */
export function buildQuery(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = typeof value === 'object' ? value : [value];
    return values.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one).toWellFormed())}`);
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
