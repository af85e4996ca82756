import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/build/bundle.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'relay-bundle-'));
  await addFunction('greet', "export const handler = async (): Promise<string> => 'hello';");
});
afterEach(() => rm(dir, { recursive: true }));

async function addFunction(name: string, code: string): Promise<void> {
  await mkdir(join(dir, 'functions', name), { recursive: true });
  await writeFile(join(dir, 'functions', name, 'handler.ts'), code);
}

const bundle = () => bundleFunctions({ functionsDir: join(dir, 'functions'), outdir: join(dir, 'dist') });

it('leaves one file of code a function, its source map beside what is deployed', async () => {
  const report = await bundle();
  expect(Object.keys(report)).toEqual(['greet']);
  const path = report.greet?.path ?? '';
  expect(await readdir(path)).toEqual(['index.cjs']);
  expect(await readdir(join(dir, 'dist', 'maps', 'greet'))).toEqual(['index.cjs.map']);
  const { handler } = createRequire(import.meta.url)(join(path, 'index.cjs')) as { handler: () => Promise<string> };
  expect(await handler()).toBe('hello');
});

it('makes a function of a folder with a handler alone, and drops one that is gone', async () => {
  await mkdir(join(dir, 'functions', 'not-yet'), { recursive: true });
  await addFunction('gone', 'export const handler = async () => 1;');
  expect(Object.keys(await bundle())).toEqual(['gone', 'greet']);
  await rm(join(dir, 'functions', 'gone'), { recursive: true });
  await bundle();
  expect(await readdir(join(dir, 'dist', 'functions'))).toEqual(['greet']);
});

it('refuses code that does not build, naming the file', async () => {
  await addFunction('broken', 'export const handler = (');
  await expect(bundle()).rejects.toThrow(/broken\/handler\.ts/);
});
