import { bundleFunctions } from './build/bundle.ts';
import { BUNDLES } from './build/synth.ts';
import { loadConfig } from './load-config.ts';
import { createRelayApp } from './relay-app.ts';

/** What the CDK command runs (`cdk.json`): bundles first, so that what is deployed is what the sources say. */
async function main(): Promise<void> {
  const config = await loadConfig();
  await bundleFunctions();
  createRelayApp({ config, bundles: BUNDLES }).synth();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
