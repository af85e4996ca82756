import { InvalidInputError } from './errors.ts';
import { type OperationId, operations } from './operations.ts';

/** Repeated keys are written as such: `{status: ['Pending', 'Ready']}` becomes `status=Pending&status=Ready`. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export type PathParams = Readonly<Record<string, string>>;

const PARAMETER = /\{(\w+)\}/g;

/** The operation's path with its parameters in place, each percent-encoded. @throws InvalidInputError on an unusable one. */
export function buildPath(operation: OperationId, params: PathParams, override?: string): string {
  return (override ?? operations[operation].path).replace(PARAMETER, (_, name: string) => {
    const value = params[name] ?? '';
    if (/^\s*$|^\.{1,2}$/.test(value) || !value.isWellFormed()) {
      const violations = [{ path: `path_params.${name}`, text: 'must name something' }];
      throw new InvalidInputError(`${name} is empty or no name`, { operation, violations });
    }
    return encodeURIComponent(value);
  });
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
