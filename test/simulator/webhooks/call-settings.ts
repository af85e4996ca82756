import type { Company } from '../company/company.ts';

export interface CallSettings {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** How a webhook call is made, whatever it says. */
export function callSettings({ switches, apiKey }: Company): CallSettings {
  const headers = {
    'content-type': 'application/json',
    ...(switches.webhookApiKeyHeader ? { 'api-key': apiKey } : {}),
  };
  return { headers, timeoutMs: switches.webhookTimeoutMs };
}
