import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CompleteConfig } from '../configuration/complete-config.ts';
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

/** A finding of cdk-nag that nobody acknowledged with a reason. */
export class UnacknowledgedFindingError extends Error {
  override readonly name = 'UnacknowledgedFindingError';
}

/** Writes the template and its assets; needs neither credentials nor network. Answers the template's path. */
export async function synthesize(options: SynthesizeOptions = {}): Promise<string> {
  const { outdir = join(ROOT, 'cdk.out'), bundles = BUNDLES } = options;
  const config = options.config ?? (await import('../config.ts')).default;
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
