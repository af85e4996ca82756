/** One of several answers to an open question; the first is the default. */
export interface Choice<V extends string> {
  readonly kind: 'choice';
  readonly values: readonly V[];
  readonly default: V;
  readonly about: string;
}

/** A number; units stand in the switch's name. */
export interface Amount {
  readonly kind: 'amount';
  readonly default: number;
  readonly about: string;
}

export interface Flag {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly about: string;
}

/** Names, e.g. of operations. */
export interface Names {
  readonly kind: 'names';
  readonly default: readonly string[];
  readonly about: string;
}

/** Names to texts, e.g. operations to paths. */
export interface Texts {
  readonly kind: 'texts';
  readonly default: Readonly<Record<string, string>>;
  readonly about: string;
}

export function choice<const V extends string>(values: readonly [V, ...V[]], about: string): Choice<V> {
  return { kind: 'choice', values, default: values[0], about };
}

export function amount(value: number, about: string): Amount {
  return { kind: 'amount', default: value, about };
}

export function flag(value: boolean, about: string): Flag {
  return { kind: 'flag', default: value, about };
}

export function names(about: string): Names {
  return { kind: 'names', default: [], about };
}

export function texts(about: string): Texts {
  return { kind: 'texts', default: {}, about };
}
