import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { type CompleteConfig, stackNameOf } from './configuration/complete-config.ts';
import { RelayStack } from './relay-stack.ts';

export interface RelayAppOptions {
  readonly config: CompleteConfig;
  /** Folder that holds one folder per bundled function. */
  readonly bundles: string;
  /** Where synthesis writes; the CDK command names its own. */
  readonly outdir?: string | undefined;
}

/** The whole application, checked by cdk-nag as it is synthesized. @throws MissingBundleError */
export function createRelayApp({ config, bundles, outdir }: RelayAppOptions): App {
  const app = new App({ analyticsReporting: false, ...(outdir === undefined ? {} : { outdir }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { region, prefix, stage } = config;
  new RelayStack(app, stackNameOf(config), {
    config,
    bundles,
    env: { region },
    description: 'Brings every change of every CubiCasa order to your own systems',
    tags: { application: prefix, stage },
  });
  return app;
}
