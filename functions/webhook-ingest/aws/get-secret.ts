import { endpointOf, type SignedCaller, type SignerOptions } from './signed-call.ts';

/** Of an `InvalidRequestException`: a deleted secret can be restored for some days, and is none until then. */
const isDeleted = (text: string): boolean => text.includes('marked for deletion');

/** Reads an account's secret without the SDK; nothing where there is none. @throws without a word of the answer. */
export function createSignedSecretReader(call: SignedCaller, env: SignerOptions['env'], prefix: string) {
  return async (account: string): Promise<string | undefined> => {
    const answer = await call({
      service: 'secretsmanager',
      url: `${endpointOf(env, 'SECRETS_MANAGER', 'secretsmanager')}/`,
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: `${prefix}/accounts/${account}` }),
    });
    if (answer.ok) return (JSON.parse(answer.text) as { SecretString?: string }).SecretString;
    if (answer.text.includes('ResourceNotFoundException') || isDeleted(answer.text)) return undefined;
    throw new Error(`Secrets Manager GetSecretValue answered ${answer.status}`);
  };
}
