import type { ReportDrift } from './drift.ts';
import type { Schema } from './schema.ts';

/** Reads a parsed JSON value: undefined says that it is not what the schema needs at least. */
export type Reader<T> = (value: unknown, report: ReportDrift) => T | undefined;

type Read = (value: unknown, path: string, report: ReportDrift) => unknown;

/**
 * Compiles a tolerant reader. Unknown fields and values stay; a number where text is known becomes text and the reverse;
 * what fits in no way becomes null. Only a required field that is missing makes the value unreadable.
 */
export function createReader<T>(schema: Schema<T>): Reader<T> {
  const read = compile(schema);
  return (value, report) => read(value, '', report) as T | undefined;
}

function compile(schema: Schema): Read {
  switch (schema.kind) {
    case 'anything':
      return (value) => value;
    case 'text':
      return readText;
    case 'number':
      return readNumber;
    case 'flag':
      return (value, path, report) => (typeof value === 'boolean' ? value : misfit(path, report));
    case 'choice':
      return readChoice(new Set(schema.values));
    case 'nullable':
      return compile(schema.of);
    case 'files':
      return readFiles(compile(schema.of));
    case 'list':
      return readList(compile(schema.item));
    case 'object':
      return readObject(compileFields(schema.required), compileFields(schema.optional));
  }
}

function misfit(path: string, report: ReportDrift): undefined {
  report('wrong-type', path);
  return undefined;
}

function readText(value: unknown, path: string, report: ReportDrift): string | undefined {
  if (typeof value === 'string') return value;
  misfit(path, report);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function readNumber(value: unknown, path: string, report: ReportDrift): number | undefined {
  if (typeof value === 'number') return value;
  misfit(path, report);
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : undefined;
}

function readChoice(known: ReadonlySet<string>): Read {
  return (value, path, report) => {
    if (typeof value !== 'string') return readText(value, path, report);
    if (!known.has(value)) report('unknown-value', `${path}=${value.slice(0, 40)}`);
    return value;
  };
}

/** A group in a shape nobody knows may hold links, so it is kept. */
function readFiles(read: Read): Read {
  return (value, path, report) => {
    if (Array.isArray(value) && value.length === 0) return value;
    const group = typeof value === 'object' ? read(value, path, report) : misfit(path, report);
    return group ?? value;
  };
}

function readList(read: Read): Read {
  return (value, path, report) => {
    if (!Array.isArray(value)) return misfit(path, report);
    const itemPath = `${path}[]`;
    let dropped = false;
    for (let index = 0; index < value.length; index += 1) {
      const item = read(value[index], itemPath, report);
      if (item !== value[index]) value[index] = item;
      dropped ||= item === undefined;
    }
    return dropped ? value.filter((item) => item !== undefined) : value;
  };
}

interface Field {
  readonly read: Read;
  readonly required: boolean;
}

type Fields = ReadonlyMap<string, Read>;

function compileFields(fields: Readonly<Record<string, Schema>>): Fields {
  return new Map(Object.entries(fields).map(([name, schema]) => [name, compile(schema)]));
}

function readObject(required: Fields, optional: Fields): Read {
  const fields = new Map<string, Field>([
    ...[...optional].map(([name, read]) => [name, { read, required: false }] as const),
    ...[...required].map(([name, read]) => [name, { read, required: true }] as const),
  ]);
  return (value, path, report) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return misfit(path, report);
    const object = value as Record<string, unknown>;
    const prefix = path === '' ? '' : `${path}.`;
    for (const name of Object.keys(object)) {
      const field = fields.get(name);
      if (field === undefined) report('unknown-field', prefix + name);
      else readField(object, name, field, prefix, report);
    }
    for (const name of required.keys()) if (isNothing(object[name])) return missing(prefix + name, report);
    return object;
  };
}

function readField(
  object: Record<string, unknown>,
  name: string,
  field: Field,
  prefix: string,
  report: ReportDrift,
): void {
  const value = object[name];
  if (value === null || value === undefined) return;
  const read = field.read(value, prefix + name, report);
  if (read !== value) object[name] = read ?? null;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function missing(path: string, report: ReportDrift): undefined {
  report('missing-field', path);
  return undefined;
}
