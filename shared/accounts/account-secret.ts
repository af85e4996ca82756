/** What the secret `<prefix>/accounts/<account>` holds. An empty `apiKey` is an account that is not filled yet. */
export interface AccountSecret {
  readonly apiKey: string;
  readonly webhookToken: string;
  readonly previousWebhookToken?: string;
  readonly baseUrl?: string;
}

const ACCOUNT_NAME = /^[a-z0-9-]{1,40}$/;

export function isAccountName(name: string): boolean {
  return ACCOUNT_NAME.test(name);
}

/** @throws TypeError naming the field, never a value. */
export function parseAccountSecret(text: string): AccountSecret {
  const value = parseObject(text);
  const { apiKey, webhookToken, previousWebhookToken, baseUrl } = value;
  if (typeof apiKey !== 'string') throw new TypeError("the account's secret must hold apiKey as a text");
  if (typeof webhookToken !== 'string') throw new TypeError("the account's secret must hold webhookToken as a text");
  return {
    apiKey,
    webhookToken,
    ...(typeof previousWebhookToken === 'string' && previousWebhookToken !== '' ? { previousWebhookToken } : {}),
    ...(typeof baseUrl === 'string' && baseUrl !== '' ? { baseUrl } : {}),
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // The parser's own message would quote the secret.
  }
  throw new TypeError("the account's secret must hold a JSON object");
}
