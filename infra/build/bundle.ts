import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface Bundle {
  /** The folder that becomes the function's code; it holds `index.cjs` alone. */
  readonly path: string;
  readonly bytes: number;
}

/** By function name. */
export type BundleReport = Readonly<Record<string, Bundle>>;

export interface BundleOptions {
  readonly functionsDir?: string;
  readonly outdir?: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Bundles every `functions/<name>/handler.ts` to `<outdir>/functions/<name>/index.cjs`, minified CommonJS, which starts
 * faster than a module. Source maps go beside, to `<outdir>/maps/<name>`, so that they are not deployed.
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<BundleReport> {
  const functionsDir = options.functionsDir ?? join(ROOT, 'functions');
  const outdir = options.outdir ?? join(ROOT, 'dist');
  const names = await listFunctions(functionsDir);
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, join(functionsDir, name, 'handler.ts')])),
    outdir,
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'error',
  });
  await rm(join(outdir, 'functions'), { recursive: true, force: true });
  const report: Record<string, Bundle> = {};
  for (const { path, contents } of outputFiles) {
    const name = basename(path).replace(/\.js(\.map)?$/, '');
    const isMap = path.endsWith('.map');
    const target = isMap ? join(outdir, 'maps', name, 'index.cjs.map') : join(outdir, 'functions', name, 'index.cjs');
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, contents);
    if (!isMap) report[name] = { path: dirname(target), bytes: contents.byteLength };
  }
  return report;
}

async function listFunctions(functionsDir: string): Promise<string[]> {
  const entries = await readdir(functionsDir);
  return entries.filter((name) => existsSync(join(functionsDir, name, 'handler.ts'))).sort();
}

if (import.meta.main) {
  for (const [name, { bytes }] of Object.entries(await bundleFunctions())) {
    process.stdout.write(`${name.padEnd(24)} ${(bytes / 1024).toFixed(1).padStart(8)} KiB\n`);
  }
}
