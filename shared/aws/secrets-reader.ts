import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/** The text of `<prefix>/accounts/<account>`, or nothing where no such secret exists. @throws when the service is away. */
export function createSecretReader(
  client: SecretsManagerClient,
  prefix: string,
): (account: string) => Promise<string | undefined> {
  return (account) => readSecret(client, `${prefix}/accounts/${account}`);
}

/** Any secret's current text by its name or ARN; a secret without text, or none at all, is nothing. */
export async function readSecret(client: SecretsManagerClient, id: string): Promise<string | undefined> {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException || isDeleted(error)) return undefined;
    throw error;
  }
}

/** A deleted secret can be restored for some days, and is none until then. */
function isDeleted(error: unknown): boolean {
  return error instanceof InvalidRequestException && error.message.includes('marked for deletion');
}
