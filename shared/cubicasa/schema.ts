declare const typed: unique symbol;

/** A shape as data: the type is inferred from it, responses are read by it, requests are checked by it. */
export type Schema<T = unknown> = Shape & { readonly [typed]?: T };

type Shape =
  | { readonly kind: 'text' | 'number' | 'flag' | 'anything' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly item: Schema }
  | { readonly kind: 'nullable'; readonly of: Schema }
  | { readonly kind: 'files'; readonly of: Schema }
  | {
      readonly kind: 'object';
      readonly required: Readonly<Record<string, Schema>>;
      readonly optional: Readonly<Record<string, Schema>>;
      /** Optional fields of a response whose absence is drift. */
      readonly shown?: readonly string[];
      /** Whether a request may carry fields that are not named; responses always may. */
      readonly open: boolean;
    };

export type Infer<S> = S extends { readonly [typed]?: infer T } ? Exclude<T, undefined> : never;

type Fields = Readonly<Record<string, Schema>>;
type Simplify<T> = { [K in keyof T]: T[K] };
type Required<F extends Fields> = { readonly [K in keyof F]: Infer<F[K]> };

export const text: Schema<string> = { kind: 'text' };
export const number: Schema<number> = { kind: 'number' };
export const flag: Schema<boolean> = { kind: 'flag' };
export const anything: Schema<unknown> = { kind: 'anything' };

/** One of the known values. In a request nothing else is allowed. */
export function choice<const V extends string>(values: readonly V[]): Schema<V> {
  return { kind: 'choice', values };
}

/** Known values of a response; CubiCasa may add others, which are reported and kept. */
export function openChoice<const V extends string>(values: readonly V[]): Schema<V | (string & {})> {
  return { kind: 'choice', values };
}

export function list<T>(item: Schema<T>): Schema<readonly T[]> {
  return { kind: 'list', item };
}

export function nullable<T>(of: Schema<T>): Schema<T | null> {
  return { kind: 'nullable', of };
}

/** A group of delivered files: `null`, `[]` and `{}` all mean nothing, and a shape nobody knows is kept as it came. */
export function files<T>(of: Schema<T>): Schema<T> {
  return { kind: 'files', of };
}

/** An object of a response: what is not in `required` may be missing or null, and fields nobody knows are kept. */
export function responseObject<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Schema<Simplify<Required<R> & { readonly [K in keyof O]?: Infer<O[K]> | null | undefined }>> {
  return { kind: 'object', required, optional, open: true };
}

/**
 * A response whose documented examples show these fields always, if only as null: all optional ones unless told. That
 * one is not there is reported and fails nothing.
 */
export function shown<T>(schema: Schema<T>, names?: readonly (keyof T & string)[]): Schema<T> {
  return schema.kind === 'object' ? { ...schema, shown: names ?? Object.keys(schema.optional) } : schema;
}

/** The body of a request: nothing but the named fields, none of them null unless it says so. */
export function requestObject<R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): Schema<Simplify<Required<R> & { readonly [K in keyof O]?: Infer<O[K]> | undefined }>> {
  return { kind: 'object', required, optional, open: false };
}

/** A body whose fields are not known: passed on as given. */
export const openBody: Schema<Readonly<Record<string, unknown>>> = {
  kind: 'object',
  required: {},
  optional: {},
  open: true,
};
