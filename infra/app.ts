import { bundleFunctions } from './build/bundle.ts';
import { BUNDLES } from './build/synth.ts';
import config from './config.ts';
import { createRelayApp } from './relay-app.ts';

/** What the CDK command runs (`cdk.json`): bundles first, so that what is deployed is what the sources say. */
await bundleFunctions();
createRelayApp({ config, bundles: BUNDLES }).synth();
