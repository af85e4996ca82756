import { parseAccountJob } from '../../shared/accounts/account-job.ts';
import { connectAccountClients } from '../../shared/accounts/connect-account-clients.ts';
import { createSecretStore } from '../../shared/accounts/secret-store.ts';
import { parseWebhookSettings } from '../../shared/accounts/webhook-settings.ts';
import { createDocumentClient, createSecretsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createSecretReader } from '../../shared/aws/secrets-reader.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { log } from '../../shared/telemetry/log.ts';
import { metrics } from '../../shared/telemetry/metrics.ts';
import { readWebhookRegistrationEnvironment } from './config.ts';
import { type RegisterWebhookDeps, type RegistrationOutcome, registerWebhook } from './register-webhook.ts';
import { createRegistrationReport, reportOutcome } from './report-registration.ts';

/** An account job; `kind: 'take-over'` is an operator's word that other registrations may go. */
export const handler = createHandler(connect, async (event: unknown, deps): Promise<RegistrationOutcome> => {
  const { account, kind } = parseAccountJob(event);
  if (account === undefined) throw new TypeError('a webhook registration is for one account: name it in the job');
  const answer = await registerWebhook(account, kind === 'take-over', deps);
  reportOutcome(account, answer, log, metrics);
  return answer;
});

function connect(): RegisterWebhookDeps {
  const env = readWebhookRegistrationEnvironment(process.env);
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const read = createSecretReader(createSecretsClient(), env.ACCOUNT_SECRET_PREFIX);
  return {
    table,
    clients: connectAccountClients(env.ACCOUNT_SECRET_PREFIX, table, { timeoutMs: 20_000 }),
    // A token that was just rotated has to be the one that is registered: nothing is served from a cache here.
    secrets: createSecretStore({ read, now: Date.now, freshMs: 0 }),
    settings: readJson('WEBHOOKS', env.WEBHOOKS, parseWebhookSettings),
    baseUrl: env.WEBHOOK_BASE_URL,
    report: createRegistrationReport(log, metrics),
    now: Date.now,
  };
}
