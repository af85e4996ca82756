import { ControlError } from '../company/parse-switches.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** @throws ControlError unless the value is an object. */
export function readFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlError('the body must be a JSON object');
  }
  return value as Fields;
}

/** @throws ControlError when the field is there and is no text. */
export function optionalText(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'string') throw new ControlError(`${name} must be a text`);
  return value;
}

export function requiredText(fields: Fields, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined || value === '') throw new ControlError(`${name} is missing`);
  return value;
}

/** @throws ControlError unless the field is a number of at least `least`, or not there. */
export function optionalNumber(fields: Fields, name: string, fallback: number, least = 0): number {
  const value = fields[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new ControlError(`${name} must be a number of at least ${least}`);
  }
  return value;
}

export function optionalTexts(fields: Fields, name: string): readonly string[] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
    throw new ControlError(`${name} must be a list of texts`);
  }
  return value;
}

/** One of the values. */
export function oneOf<V extends string>(fields: Fields, name: string, values: readonly V[], fallback: V): V {
  const text = optionalText(fields, name) ?? fallback;
  const found = values.find((value) => value === text);
  if (found === undefined) throw new ControlError(`${name} must be one of ${values.join(', ')}`);
  return found;
}
