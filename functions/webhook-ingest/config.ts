import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = ['ACCOUNT_SECRET_PREFIX', 'LEDGER_TABLE', 'ORDER_CHANGES_QUEUE_URL', 'PARKED_BUCKET'] as const;

export type WebhookIngestEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readWebhookIngestEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): WebhookIngestEnvironment {
  return readEnvironment(env, NAMES);
}
