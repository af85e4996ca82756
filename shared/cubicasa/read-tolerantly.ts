import type { DriftKind, ReportDrift } from './drift.ts';
import type { Schema } from './schema.ts';

/** Reads a parsed JSON value: undefined says that it is not what the schema needs at least. */
export type Reader<T> = (value: unknown, report: ReportDrift) => T | undefined;

/** Where the reader stands; names are joined only when there is something to report, since orders mostly are as known. */
interface Trail {
  readonly names: string[];
  readonly report: ReportDrift;
}

type ObjectSchema = Extract<Schema, { kind: 'object' }>;

type Read = (value: unknown, trail: Trail) => unknown;

/**
 * Compiles a tolerant reader. Unknown fields and values stay; a number where text is known becomes text and the reverse;
 * what fits in no way becomes null. Only a required field that is missing makes the value unreadable.
 */
export function createReader<T>(schema: Schema<T>): Reader<T> {
  const read = compile(schema);
  return (value, report) => read(value, { names: [], report }) as T | undefined;
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
      return (value, trail) => (typeof value === 'boolean' ? value : misfit(trail));
    case 'choice':
      return readChoice(new Set(schema.values));
    case 'nullable':
      return compile(schema.of);
    case 'files':
      return readFiles(compile(schema.of));
    case 'list':
      return readList(compile(schema.item));
    case 'object':
      return readObject(schema);
  }
}

function readText(value: unknown, trail: Trail): string | undefined {
  if (typeof value === 'string') return value;
  misfit(trail);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function readNumber(value: unknown, trail: Trail): number | undefined {
  if (typeof value === 'number') return value;
  misfit(trail);
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : undefined;
}

function readChoice(known: ReadonlySet<string>): Read {
  return (value, trail) => {
    if (typeof value !== 'string') return readText(value, trail);
    if (!known.has(value)) report(trail, 'unknown-value', `=${value.slice(0, 40)}`);
    return value;
  };
}

/** A group in a shape nobody knows may hold links, so it is kept. */
function readFiles(read: Read): Read {
  return (value, trail) => {
    if (Array.isArray(value) && value.length === 0) return value;
    const group = typeof value === 'object' ? read(value, trail) : misfit(trail);
    return group ?? value;
  };
}

function readList(read: Read): Read {
  return (value, trail) => {
    if (!Array.isArray(value)) return misfit(trail);
    trail.names.push('[]');
    let fits = true;
    for (const item of value) fits = read(item, trail) === item && fits;
    trail.names.pop();
    return fits ? value : value.flatMap((item) => read(item, SILENT) ?? []);
  };
}

function readObject({ required, optional, shown = [] }: ObjectSchema): Read {
  const fields = Object.entries({ ...optional, ...required });
  const readers = new Map(fields.map(([name, schema]) => [name, compile(schema)]));
  const needed = Object.keys(required);
  return (value, trail) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return misfit(trail);
    const object = value as Record<string, unknown>;
    for (const name in object) readField(object, name, readers.get(name), trail);
    for (const name of needed) if (isNothing(object[name])) return missing(name, trail);
    for (const name of shown) if (object[name] === undefined) missing(name, trail);
    return object;
  };
}

function readField(object: Record<string, unknown>, name: string, read: Read | undefined, trail: Trail): void {
  const value = object[name];
  trail.names.push(name);
  if (read === undefined) report(trail, 'unknown-field');
  else if (value !== null && value !== undefined) {
    const fitting = read(value, trail);
    if (fitting !== value) object[name] = fitting ?? null;
  }
  trail.names.pop();
}

/** For values that were reported already. */
const SILENT: Trail = { names: [], report: () => {} };

function report({ names, report: tell }: Trail, kind: DriftKind, suffix = ''): void {
  tell(kind, `${names.join('.').replaceAll('.[]', '[]')}${suffix}`);
}

function misfit(trail: Trail): undefined {
  report(trail, 'wrong-type');
  return undefined;
}

function missing(name: string, trail: Trail): undefined {
  trail.names.push(name);
  report(trail, 'missing-field');
  trail.names.pop();
  return undefined;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
