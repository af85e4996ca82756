import { parseAccountSecret } from '../../shared/accounts/account-secret.ts';
import type { Relay } from './relay.ts';
import { TemplateError } from './template/template.ts';

/** The first line of `npm start -- --json`: where everything is, and an operator's credentials on the stand-ins. */
export interface ReadyLine {
  readonly ready: true;
  readonly webhookUrl: string;
  readonly cubicasaUrl: string;
  readonly sqsUrl: string;
  readonly queues: Readonly<Record<string, string>>;
  readonly ledgerUrl: string;
  readonly s3Url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** @throws TemplateError where nothing made the account's secret, which holds the webhook's token */
export async function readyLine({ stack, operator }: Relay, account: string, cubicasaUrl: string): Promise<ReadyLine> {
  const { region, accessKeyId, secretAccessKey, endpoints } = stack.state;
  const { outputs } = operator.deployment;
  const secret = await operator.readSecret(account);
  if (secret === undefined) {
    throw new TemplateError(`the template makes no secret ${outputs.accountSecretPrefix}/accounts/${account}`);
  }
  const { webhookToken } = parseAccountSecret(secret);
  return {
    ready: true,
    webhookUrl: `${outputs.webhookBaseUrl}/${account}/${webhookToken}`,
    cubicasaUrl,
    sqsUrl: endpoints.sqs,
    queues: outputs.queues,
    ledgerUrl: endpoints.dynamodb,
    s3Url: endpoints.s3,
    region,
    accessKeyId,
    secretAccessKey,
  };
}
