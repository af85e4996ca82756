import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompleteConfig } from '../configuration/complete-config.ts';
import { loadConfig } from '../load-config.ts';
import { createRelayApp } from '../relay-app.ts';
import { bundleFunctions } from './bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where `bundleFunctions` leaves the functions. */
export const BUNDLES = join(ROOT, 'dist/functions');

export interface SynthesizeOptions {
  /** Default: `cdk.out` */
  readonly outdir?: string;
  /** Default: what `infra/config.ts` says. */
  readonly config?: CompleteConfig;
  /** A folder of functions that are bundled already. Default: they are bundled now. */
  readonly bundles?: string;
}

/**
 * Writes the template and its assets, without credentials or network, and answers the template's path.
 * @throws when cdk-nag finds what nobody acknowledged with a reason (it prints the findings), or a bundle is missing.
 */
export async function synthesize(options: SynthesizeOptions = {}): Promise<string> {
  const { outdir = join(ROOT, 'cdk.out'), bundles = BUNDLES } = options;
  const config = options.config ?? (await loadConfig());
  if (options.bundles === undefined) await bundleFunctions();
  const assembly = createRelayApp({ config, bundles, outdir }).synth();
  const [stack] = assembly.stacks;
  if (stack === undefined) throw new Error('synthesis made no stack');
  return stack.templateFullPath;
}

async function main(): Promise<void> {
  process.stdout.write(`wrote ${await synthesize()}\n`);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
