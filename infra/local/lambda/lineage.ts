import { createHash, randomBytes } from 'node:crypto';

/** Lambda ends a chain of invocations that came back to one function about so often (recursive loop detection). */
export const MAX_HOPS = 16;

type Lineage = ReadonlyMap<string, number>;

/** How often a chain of invocations already passed a function, by the `Lineage` of its X-Ray trace headers. */
export function hopsOf(traces: readonly string[], functionArn: string): number {
  return Math.max(0, ...traces.map((trace) => readLineage(trace).get(shortName(functionArn)) ?? 0));
}

/** The trace header of the invocation that these traces lead to. */
export function nextTrace(traces: readonly string[], functionArn: string): string {
  const lineage = new Map<string, number>();
  for (const trace of traces) {
    for (const [name, hops] of readLineage(trace)) lineage.set(name, Math.max(hops, lineage.get(name) ?? 0));
  }
  const name = shortName(functionArn);
  lineage.set(name, (lineage.get(name) ?? 0) + 1);
  const root = /Root=([^;]+)/.exec(traces[0] ?? '')?.[1] ?? newRoot();
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=0;Lineage=${writeLineage(lineage)}`;
}

function readLineage(trace: string): Lineage {
  const text = /Lineage=([^;]+)/.exec(trace)?.[1] ?? '';
  const entries = text.split('|').map((entry) => entry.split(':'));
  return new Map(entries.flatMap(([name, hops]) => (name && hops ? [[name, Number(hops)] as const] : [])));
}

function writeLineage(lineage: Lineage): string {
  return [...lineage].map(([name, hops]) => `${name}:${hops}`).join('|');
}

function shortName(functionArn: string): string {
  return createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
}

function newRoot(): string {
  return `1-${randomBytes(4).toString('hex')}-${randomBytes(12).toString('hex')}`;
}
