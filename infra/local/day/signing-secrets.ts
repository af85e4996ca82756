import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { parseSigningSecrets, signingSecretForConsumer } from '../../../shared/delivery/signing-secret.ts';
import type { FunctionDefinition } from '../lambda/function-definition.ts';

/** The secret each `http` destination signs with, by its name, as its consumer would be given it. */
export async function readSigningSecrets(
  functions: readonly FunctionDefinition[],
  client: SecretsManagerClient,
): Promise<ReadonlyMap<string, string>> {
  const secrets = new Map<string, string>();
  for (const { environment } of functions) {
    const { SIGNING_SECRET_ID, DESTINATION } = environment;
    if (SIGNING_SECRET_ID === undefined || DESTINATION === undefined) continue;
    const { name } = JSON.parse(DESTINATION) as { name: string };
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: SIGNING_SECRET_ID }));
    secrets.set(name, signingSecretForConsumer(parseSigningSecrets(SecretString).secret));
  }
  return secrets;
}
