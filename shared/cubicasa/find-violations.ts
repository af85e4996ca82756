import type { Violation } from './errors.ts';
import type { Schema } from './schema.ts';

/** What a request's value has against its schema: wrong types, missing and unknown fields, all at once. */
export function findViolations(schema: Schema, value: unknown, path = ''): Violation[] {
  switch (schema.kind) {
    case 'anything':
      return value === undefined ? [{ path, text: 'is missing' }] : [];
    case 'text':
      return expect(typeof value === 'string', path, 'must be text');
    case 'number':
      return expect(typeof value === 'number' && Number.isFinite(value), path, 'must be a finite number');
    case 'flag':
      return expect(typeof value === 'boolean', path, 'must be true or false');
    case 'choice':
      return expect(schema.values.includes(value as string), path, `must be one of ${schema.values.join(', ')}`);
    case 'nullable':
      return value === null ? [] : findViolations(schema.of, value, path);
    case 'files':
      return findViolations(schema.of, value, path);
    case 'list':
      if (!Array.isArray(value)) return [{ path, text: 'must be a list' }];
      return value.flatMap((item, index) => findViolations(schema.item, item, `${path}[${index}]`));
    case 'object':
      return isRecord(value) ? findFieldViolations(schema, value, path) : [{ path, text: 'must be an object' }];
  }
}

type ObjectSchema = Extract<Schema, { kind: 'object' }>;

function findFieldViolations(
  schema: ObjectSchema,
  value: Readonly<Record<string, unknown>>,
  path: string,
): Violation[] {
  const prefix = path === '' ? '' : `${path}.`;
  const present = Object.keys(value).filter((name) => value[name] !== undefined);
  const missing = Object.keys(schema.required).filter((name) => isBlank(value[name]));
  const unknown = schema.open ? [] : present.filter((name) => schemaOf(schema, name) === undefined);
  return [
    ...missing.map((name) => ({ path: prefix + name, text: 'is required' })),
    ...unknown.map((name) => ({ path: prefix + name, text: 'is not a field of this request' })),
    ...present.flatMap((name) => {
      const field = missing.includes(name) ? undefined : schemaOf(schema, name);
      return field === undefined ? [] : findViolations(field, value[name], prefix + name);
    }),
  ];
}

function schemaOf(schema: ObjectSchema, name: string): Schema | undefined {
  if (Object.hasOwn(schema.required, name)) return schema.required[name];
  return Object.hasOwn(schema.optional, name) ? schema.optional[name] : undefined;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expect(holds: boolean, path: string, text: string): Violation[] {
  return holds ? [] : [{ path, text }];
}
