import { type Check, unknownFields } from '../../shared/users/policy-checks.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every fault of an object's fields, with the place of each; unknown fields are faults too. */
export function checkFields(place: string, value: unknown, checks: Readonly<Record<string, Check>>): string[] {
  if (!isFields(value)) return [`${place} must be an object`];
  const faults = Object.entries(checks).flatMap(([name, find]) => {
    const fault = find(value[name]);
    return fault === undefined ? [] : [`${at(place, name)} ${fault}`];
  });
  return [...unknownFields(place, value, checks).map((fault) => fault.replace(/^\./, '')), ...faults];
}

/** Like `checkFields` for a part that may be left out. */
export function checkPart(place: string, value: unknown, checks: Readonly<Record<string, Check>>): string[] {
  return value === undefined ? [] : checkFields(place, value, checks);
}

/** A field that is checked by other means. */
export const elsewhere: Check = () => undefined;

export function matches(pattern: RegExp, fault: string): Check {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : fault);
}

export function oneOf(known: readonly unknown[]): Check {
  return (value) => (known.includes(value) ? undefined : `must be one of ${known.join(', ')}`);
}

export function between(least: number, most: number): Check {
  const fault = `must be a whole number from ${least} to ${most}`;
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most ? undefined : fault;
}

function at(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}
