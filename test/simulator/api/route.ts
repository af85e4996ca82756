import type { Switches } from '../company/switches.ts';
import type { Operation } from './call.ts';
import { operationTable } from './operation-table.ts';

export interface Route {
  readonly operation: string;
  readonly run: Operation;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: string;
  readonly method: string;
  readonly run: Operation;
  readonly segments: readonly string[];
}

/** Patterns by how many segments they have. */
type Patterns = ReadonlyMap<number, readonly Pattern[]>;

const patternsOf = new WeakMap<Switches, Patterns>();

/** The operation that a call means: literal segments go before parameters. `wrong-method` when only the path is known. */
export function route(switches: Switches, method: string, path: string): Route | 'unknown' | 'wrong-method' {
  const segments = path.split('/').slice(1);
  const sameLength = patterns(switches).get(segments.length) ?? [];
  const fitting = sameLength.filter((pattern) => fits(pattern.segments, segments));
  const found = fitting.find((pattern) => pattern.method === method);
  if (found === undefined) return fitting.length === 0 ? 'unknown' : 'wrong-method';
  return { operation: found.operation, run: found.run, params: readParams(found.segments, segments) };
}

function patterns(switches: Switches): Patterns {
  const kept = patternsOf.get(switches) ?? compile(switches);
  patternsOf.set(switches, kept);
  return kept;
}

function compile({ absentOperations, movedPaths }: Switches): Patterns {
  const all = Object.entries(operationTable)
    .filter(([operation]) => !absentOperations.includes(operation))
    .map(([operation, { method, path, run }]) => {
      const segments = (movedPaths[operation] ?? path).split('/').slice(1);
      return { operation, method, run, segments };
    })
    .sort((one, other) => parameterCount(one) - parameterCount(other));
  return Map.groupBy(all, ({ segments }) => segments.length);
}

function parameterCount({ segments }: Pattern): number {
  return segments.filter(isParameter).length;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return template.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]));
}

function readParams(template: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  template.forEach((part, index) => {
    if (isParameter(part)) params[part.slice(1, -1)] = decode(segments[index] ?? '');
  });
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
