import type { Construct } from 'constructs';
import type { WebhookRegistrationEnvironment } from '../../../functions/webhook-registration/config.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import { readAccountSecrets, readAndWriteItems } from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';
import type { WebhookApi } from '../webhook-api.ts';

export function createWebhookRegistration(scope: Construct, foundation: Foundation, api: WebhookApi): RelayFunction {
  const { config, stores } = foundation;
  const { existing, triggers } = config.webhooks;
  return new RelayFunction(scope, 'WebhookRegistration', {
    job: 'webhook-registration',
    ...commonProps(foundation),
    environment: {
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: stores.ledger.tableName,
      WEBHOOK_BASE_URL: api.baseUrl,
      WEBHOOKS: JSON.stringify({ existing, triggers }),
    } satisfies WebhookRegistrationEnvironment,
    grants: [readAccountSecrets(config.prefix), readAndWriteItems(stores.ledger)],
  });
}
