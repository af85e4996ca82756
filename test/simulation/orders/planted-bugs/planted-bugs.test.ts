import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyChange } from './apply-change.ts';
import { plantedBugs } from './planted-bugs.ts';

const ROOT = new URL('../../../../', import.meta.url);

function read(file: string): string {
  const [found] = ['shared', 'functions'].map((top) => new URL(`${top}/${file}`, ROOT)).filter(existsSync);
  if (found === undefined) throw new Error(`there is no ${file}`);
  return readFileSync(found, 'utf8');
}

describe('a bug that is to be planted', () => {
  it.each(plantedBugs)('has its place in the source: $name', ({ changes }) => {
    for (const change of changes) expect(applyChange(read(change.file), change)).toContain(change.wrong);
  });
});
