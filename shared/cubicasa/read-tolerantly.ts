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

/** One schema, compiled. */
interface Compiled {
  readonly read: Read;
  /** Whether a value is just as known, told without a trail: true spares reading it. */
  readonly fits: (value: unknown) => boolean;
}

const never = (): boolean => false;

/**
 * Compiles a tolerant reader. Unknown fields and values stay; a number where text is known becomes text and the reverse;
 * what fits in no way becomes null. Only a required field that is missing makes the value unreadable.
 */
export function createReader<T>(schema: Schema<T>): Reader<T> {
  const { read } = compile(schema);
  return (value, report) => read(value, { names: [], report }) as T | undefined;
}

function compile(schema: Schema): Compiled {
  switch (schema.kind) {
    case 'anything':
      return { read: (value) => value, fits: () => true };
    case 'text':
      return { read: readText, fits: (value) => typeof value === 'string' };
    case 'number':
      return { read: readNumber, fits: (value) => typeof value === 'number' };
    case 'flag':
      return { read: readFlag, fits: (value) => typeof value === 'boolean' };
    case 'choice': {
      const known: ReadonlySet<unknown> = new Set(schema.values);
      return { read: readChoice(known), fits: (value) => known.has(value) };
    }
    case 'nullable':
      return compile(schema.of);
    case 'files':
      return { read: readFiles(compile(schema.of).read), fits: never };
    case 'list': {
      const item = compile(schema.item);
      return { read: readList(item.read), fits: (value) => Array.isArray(value) && value.every(item.fits) };
    }
    case 'object':
      return { read: readObject(schema), fits: never };
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

function readFlag(value: unknown, trail: Trail): boolean | undefined {
  return typeof value === 'boolean' ? value : misfit(trail);
}

function readChoice(known: ReadonlySet<unknown>): Read {
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
  const readers = new Map(
    fields.map(([name, schema]) => [name, { ...compile(schema), isShown: shown.includes(name) }]),
  );
  const needed = Object.keys(required);
  return (value, trail) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return misfit(trail);
    const object = value as Record<string, unknown>;
    let there = 0;
    for (const name in object) {
      const field = readers.get(name);
      if (field?.isShown) there += 1;
      readField(object, name, field, trail);
    }
    for (const name of needed) if (isNothing(object[name])) return missing(name, trail);
    if (there < shown.length) for (const name of shown) if (object[name] === undefined) missing(name, trail);
    return object;
  };
}

function readField(object: Record<string, unknown>, name: string, field: Compiled | undefined, trail: Trail): void {
  const value = object[name];
  if (field?.fits(value)) return;
  trail.names.push(name);
  if (field === undefined) report(trail, 'unknown-field');
  else if (value !== null && value !== undefined) {
    const fitting = field.read(value, trail);
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
