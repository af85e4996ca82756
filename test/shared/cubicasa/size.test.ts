import { build } from 'esbuild';
import { expect, test } from 'vitest';

async function bundle(entry: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    external: ['undici'],
    write: false,
    metafile: true,
  });
  return { bytes: outputFiles[0]?.contents.length ?? 0, files: Object.keys(metafile.inputs) };
}

test('the client without its HTTP library stays under 32 KiB and takes in nothing of AWS or zod', async () => {
  const { bytes, files } = await bundle('shared/cubicasa/index.ts');
  expect(bytes).toBeLessThan(32 * 1024);
  expect(files.filter((file) => !file.startsWith('shared/cubicasa/'))).toEqual([]);
});

test('the webhook parser brings nothing but itself', async () => {
  const { bytes, files } = await bundle('shared/cubicasa/webhook.ts');
  expect(bytes).toBeLessThan(2048);
  expect(files).toEqual(['shared/cubicasa/webhook.ts']);
});
