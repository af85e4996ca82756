import { USER_ROLES } from '../cubicasa/user.ts';
import { isAddress, isDomain } from './address.ts';

/** Says what is wrong with a value, or nothing. */
export type Check = (value: unknown) => string | undefined;

export function check(holds: boolean, fault: string): string | undefined {
  return holds ? undefined : fault;
}

/** Left out or null is fine. */
export function optional(rule: Check): Check {
  return (value) => (value === undefined || value === null ? undefined : rule(value));
}

export const isText: Check = (value) =>
  check(typeof value === 'string' && value.trim() !== '', 'must be a non-empty text');

export const isBareAddress: Check = (value) =>
  check(typeof value === 'string' && isAddress(value), 'must hold bare addresses, such as ana@agency.example');

export const isBareDomain: Check = (value) =>
  check(typeof value === 'string' && isDomain(value), 'must hold domains without @ or *, such as agency.example');

export const isFlag: Check = (value) => check(typeof value === 'boolean', 'must be true or false');

export const isRole: Check = (value) => {
  const known = USER_ROLES.some((role) => typeof value === 'string' && role.toLowerCase() === value.toLowerCase());
  return check(known, `holds an unknown role; known are ${USER_ROLES.join(', ')}`);
};

export function isWhole(least: number): Check {
  const fault = `must be a whole number of at least ${least}`;
  return (value) => check(Number.isSafeInteger(value) && (value as number) >= least, fault);
}

export function isShare(most: number): Check {
  const fault = `must be a share above 0 and at most ${most}`;
  return (value) => check(typeof value === 'number' && value > 0 && value <= most, fault);
}

export function isList(rule: Check, least: number): Check {
  return (value) => {
    if (!Array.isArray(value) || value.length < least) return `must be a list of at least ${least}`;
    return value.map(rule).find((fault) => fault !== undefined);
  };
}

export function isFilledList(rule: Check, emptyFault: string): Check {
  return (value) => (Array.isArray(value) && value.length === 0 ? emptyFault : isList(rule, 1)(value));
}

export function unknownFields(
  place: string,
  value: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(value).flatMap((name) => (name in known ? [] : [`${place}.${name} is not a known field`]));
}
