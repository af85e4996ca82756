import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StandIn } from '../../../infra/local/stand-ins/json-service.ts';
import { startSecretsManager } from '../../../infra/local/stand-ins/secrets-manager.ts';
import { createSecretsClient } from '../../../shared/aws/clients.ts';
import { createSecretReader, readSecret } from '../../../shared/aws/secrets-reader.ts';
import { sdkOptions } from '../../infra/local/stand-ins/sdk-options.ts';

let secrets: StandIn;
let client: SecretsManagerClient;

beforeAll(async () => {
  secrets = await startSecretsManager({ region: 'eu-central-1' });
  client = createSecretsClient(sdkOptions(secrets.url));
});
afterAll(() => secrets.close());

test("reads an account's secret under the prefix, and what it is after a rotation", async () => {
  const read = createSecretReader(client, 'relay/prod');
  expect(await read('default')).toBeUndefined();
  await client.send(new CreateSecretCommand({ Name: 'relay/prod/accounts/default', SecretString: 'one' }));
  expect(await read('default')).toBe('one');
  await client.send(new PutSecretValueCommand({ SecretId: 'relay/prod/accounts/default', SecretString: 'two' }));
  expect(await read('default')).toBe('two');
});

test('reads any secret by name or ARN', async () => {
  const { ARN = '' } = await client.send(
    new CreateSecretCommand({ Name: 'relay/destinations/website', SecretString: 'x' }),
  );
  expect([await readSecret(client, 'relay/destinations/website'), await readSecret(client, ARN)]).toEqual(['x', 'x']);
});

test('Secrets Manager away is an error, not an absence', async () => {
  secrets.setFault({ kind: 'unavailable' } as Parameters<StandIn['setFault']>[0]);
  await expect(createSecretReader(client, 'relay/prod')('default')).rejects.toThrow();
  secrets.setFault(undefined);
});

test('a secret that is marked for deletion is none', async () => {
  await client.send(new CreateSecretCommand({ Name: 'relay/prod/accounts/left', SecretString: 'one' }));
  await client.send(new DeleteSecretCommand({ SecretId: 'relay/prod/accounts/left' }));
  expect(await createSecretReader(client, 'relay/prod')('left')).toBeUndefined();
});
