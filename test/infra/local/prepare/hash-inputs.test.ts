import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashInputs } from '../../../../infra/local/prepare/hash-inputs.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'relay-inputs-'));
  await write('functions/a/handler.ts');
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, text = ''): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

it.each([
  'functions/a/handler.ts',
  'shared/b.ts',
  'infra/config.ts',
  'infra/local/local-config.ts',
  'package-lock.json',
])('changes with %s', async (path) => {
  const before = await hashInputs(root);
  await write(path, 'changed');
  expect(await hashInputs(root)).not.toBe(before);
});

it.each(['infra/local/stack.ts', 'infra/cli/main.ts', 'test/a.ts', 'README.md'])(
  'does not change with %s',
  async (path) => {
    const before = await hashInputs(root);
    await write(path, 'changed');
    expect(await hashInputs(root)).toBe(before);
  },
);
