import { parseAccountSecret } from '../../../shared/accounts/account-secret.ts';
import type { DoctorConnection } from './doctor-connection.ts';
import { type Finding, finding } from './finding.ts';

/** Whether the account's secret can be read and holds key and token. */
export async function checkSecret(account: string, { readSecret, deployment }: DoctorConnection): Promise<Finding> {
  const check = `${account}: secret`;
  try {
    return finding(
      check,
      isFilled(await readSecret(account)),
      `it lacks key or token: \`relay accounts add ${account}\``,
    );
  } catch (error) {
    const what = error instanceof Error ? error.message : 'it cannot be read';
    return { check, ok: false, mend: `${what}: mend ${deployment.outputs.accountSecretPrefix}/accounts/${account}` };
  }
}

function isFilled(text: string | undefined): boolean {
  if (text === undefined) return false;
  const { apiKey, webhookToken } = parseAccountSecret(text);
  return apiKey !== '' && webhookToken !== '';
}
