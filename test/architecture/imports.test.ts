import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gms;

const files = globSync('{shared,functions,infra}/**/*.ts').map((file) => file.replaceAll('\\', '/'));

const imports: readonly Import[] = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(STATEMENT)].map(([, type, path = '']) => ({
    from,
    to: normalize(join(dirname(from), path)),
    typeOnly: type !== undefined,
  })),
);

const roomOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('functions/') ? 2 : 1)
    .join('/');

function mayImport({ from, to, typeOnly }: Import): boolean {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (target === room || target === 'shared') return true;
  if (room === 'infra') return typeOnly && /^functions\/[^/]+\/config\.ts$/.test(to);
  return false;
}

/** Files on a circle of imports, those of types alone included: they cannot be read one after the other either. */
function findCircles(): string[] {
  const graph = Map.groupBy(imports, ({ from }) => from);
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const { to } of graph.get(file) ?? []) visit(to, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return circles;
}

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(300);
  });

  it('point one way: functions to shared, infra to shared and to types of functions’ configurations', () => {
    expect(imports.filter((one) => !mayImport(one)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('run in no circle', () => {
    expect(findCircles()).toEqual([]);
  });

  it('of AWS stay out of the client', () => {
    const client = files.filter((file) => file.startsWith('shared/cubicasa/'));
    expect(client.filter((file) => /from '(@aws-sdk|aws-)/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
