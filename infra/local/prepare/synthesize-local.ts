import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions } from '../../build/bundle.ts';
import { loadConfig } from '../../load-config.ts';

/** Run as a script with the output folder: bundles, then synthesizes the operator's configuration moved to this machine. */
async function main(outdir: string): Promise<void> {
  const dist = join(outdir, 'dist');
  const [{ synthesize }, config, { localConfig }] = await Promise.all([
    import('../../build/synth.ts'),
    loadConfig(),
    import('../local-config.ts'),
    bundleFunctions({ outdir: dist }),
  ]);
  await synthesize({ outdir, config: localConfig(config), bundles: join(dist, 'functions') });
  await rm(dist, { recursive: true });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
