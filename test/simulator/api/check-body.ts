import type { Violation } from './replies.ts';

type FieldType = 'text' | 'email' | 'number' | 'boolean' | 'texts' | 'object' | 'urls' | 'any' | readonly string[];

interface FieldRule {
  readonly type: FieldType;
  readonly required?: true;
  readonly nullable?: true;
}

export type BodyRules = Readonly<Record<string, FieldRule>>;
export type JsonObject = Readonly<Record<string, unknown>>;

/** All violations at once, in the order of the rules; fields without a rule pass. */
export function checkFields(fields: JsonObject, rules: BodyRules): Violation[] {
  return Object.entries(rules).flatMap(([name, rule]) => checkField(fields[name], name, rule));
}

/** The object that the text holds; undefined when it holds none. */
export function readObject(text: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function checkField(value: unknown, name: string, rule: FieldRule): Violation[] {
  if (value === undefined) return rule.required ? [{ loc: [name], msg: 'field required' }] : [];
  if (value === null) {
    return rule.nullable ? [] : [{ loc: [name], msg: 'none is not an allowed value' }];
  }
  const msg = faultOf(value, rule.type);
  return msg === undefined ? [] : [{ loc: [name], msg }];
}

function faultOf(value: unknown, type: FieldType): string | undefined {
  if (typeof type === 'object') {
    const permitted = type.map((one) => `'${one}'`).join(', ');
    return typeof value === 'string' && type.includes(value)
      ? undefined
      : `value is not a valid enumeration member; permitted: ${permitted}`;
  }
  return CHECKS[type](value);
}

const CHECKS: Readonly<Record<Exclude<FieldType, readonly string[]>, (value: unknown) => string | undefined>> = {
  any: () => undefined,
  text: (value) => (typeof value === 'string' ? undefined : 'str type expected'),
  email: (value) => {
    if (typeof value !== 'string') return 'str type expected';
    return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value) ? undefined : 'value is not a valid email address';
  },
  number: (value) => (typeof value === 'number' ? undefined : 'value is not a valid float'),
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'value could not be parsed to a boolean'),
  object: (value) => (typeof value === 'object' && !Array.isArray(value) ? undefined : 'value is not a valid dict'),
  texts: (value) => (isTexts(value) ? undefined : 'value is not a valid list'),
  urls: (value) =>
    isTexts(value) && value.every((url) => URL.canParse(url)) ? undefined : 'invalid or missing URL scheme',
};

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
