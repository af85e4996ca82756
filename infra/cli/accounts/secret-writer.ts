import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { AccountSecret } from '../../../shared/accounts/account-secret.ts';

/** Writes an account's secret, making it where there is none. */
export type AccountSecretWriter = (account: string, secret: AccountSecret) => Promise<void>;

export function createSecretWriter(client: SecretsManagerClient, prefix: string): AccountSecretWriter {
  return async (account, secret) => {
    const name = `${prefix}/accounts/${account}`;
    const text = JSON.stringify(secret);
    try {
      await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: text }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      await client.send(new CreateSecretCommand({ Name: name, SecretString: text }));
    }
  };
}
