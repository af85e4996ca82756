import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'WEBHOOK_BASE_URL', // https://<api>/webhooks
  'WEBHOOKS', // JSON: WebhookSettings of shared/accounts/webhook-settings.ts
] as const;

export type WebhookRegistrationEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readWebhookRegistrationEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): WebhookRegistrationEnvironment {
  return readEnvironment(env, NAMES);
}
