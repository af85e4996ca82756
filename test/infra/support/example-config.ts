import type { RelayConfig } from '../../../infra/configuration/relay-config.ts';

/** The smallest configuration that is of use. */
export const SMALLEST: RelayConfig = {
  prefix: 'cubicasa-relay',
  stage: 'prod',
  region: 'eu-west-1',
  alarms: { email: 'me@example.com' },
  webhooks: { existing: 'none' },
  destinations: [{ name: 'own-consumer', kind: 'queue' }],
};
