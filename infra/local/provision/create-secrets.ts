import { CreateSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { generateSecretString } from '../stand-ins/generate-password.ts';
import type { JsonObject } from '../stand-ins/json-object.ts';
import { type ResolvedStack, resourcesOf } from '../template/resolve-template.ts';

/** Secrets with the value the template gives or has generated. */
export async function createSecrets(stack: ResolvedStack, client: SecretsManagerClient): Promise<void> {
  for (const { attributes, properties } of resourcesOf(stack, 'AWS::SecretsManager::Secret')) {
    const given = properties.SecretString;
    const SecretString =
      typeof given === 'string' ? given : generateSecretString((properties.GenerateSecretString ?? {}) as JsonObject);
    await client.send(new CreateSecretCommand({ Name: attributes.Name, SecretString }));
  }
}
