import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StandIn } from '../../../../infra/local/stand-ins/json-service.ts';
import { startSecretsManager } from '../../../../infra/local/stand-ins/secrets-manager.ts';
import { sdkOptions } from './sdk-options.ts';

let standIn: StandIn;
let client: SecretsManagerClient;

beforeAll(async () => {
  standIn = await startSecretsManager({ region: 'eu-central-1' });
  client = new SecretsManagerClient({ ...sdkOptions(standIn.url), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
});

async function create(Name: string, SecretString: string): Promise<string> {
  return (await client.send(new CreateSecretCommand({ Name, SecretString }))).ARN ?? '';
}

async function secretText(SecretId: string, VersionStage?: string): Promise<string | undefined> {
  const version = VersionStage === undefined ? {} : { VersionStage };
  return (await client.send(new GetSecretValueCommand({ SecretId, ...version }))).SecretString;
}

describe('a secret', () => {
  test('is read by name, by ARN and by ARN without its suffix', async () => {
    const arn = await create('relay/accounts/named', 'value');
    expect(arn).toMatch(/^arn:aws:secretsmanager:eu-central-1:000000000000:secret:relay\/accounts\/named-\w{6}$/);
    expect(await secretText('relay/accounts/named')).toBe('value');
    expect(await secretText(arn)).toBe('value');
    expect(await secretText(arn.slice(0, -7))).toBe('value');
  });

  test('that does not exist is ResourceNotFoundException', async () => {
    await expect(secretText('relay/accounts/none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('cannot be created twice', async () => {
    await create('twice', 'first');
    await expect(create('twice', 'second')).rejects.toMatchObject({ name: 'ResourceExistsException' });
    expect(await secretText('twice')).toBe('first');
  });

  test('keeps its previous version when a new one is put or updated', async () => {
    await create('rotated', 'one');
    await client.send(new PutSecretValueCommand({ SecretId: 'rotated', SecretString: 'two' }));
    await client.send(new UpdateSecretCommand({ SecretId: 'rotated', SecretString: 'three', Description: 'rotated' }));
    expect(await secretText('rotated')).toBe('three');
    expect(await secretText('rotated', 'AWSPREVIOUS')).toBe('two');
    const described = await client.send(new DescribeSecretCommand({ SecretId: 'rotated' }));
    expect(described.Description).toBe('rotated');
    expect(Object.values(described.VersionIdsToStages ?? {})).toEqual([['AWSCURRENT'], ['AWSPREVIOUS']]);
  });

  test('without a value yet is not found by its value, yet described', async () => {
    await client.send(new CreateSecretCommand({ Name: 'empty' }));
    await expect(secretText('empty')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await client.send(new DescribeSecretCommand({ SecretId: 'empty' }))).Name).toBe('empty');
  });

  test('that was deleted cannot be read until it is restored', async () => {
    await create('deleted', 'value');
    await client.send(new DeleteSecretCommand({ SecretId: 'deleted' }));
    await expect(secretText('deleted')).rejects.toMatchObject({ name: 'InvalidRequestException' });
    await client.send(new RestoreSecretCommand({ SecretId: 'deleted' }));
    expect(await secretText('deleted')).toBe('value');
    await client.send(new DeleteSecretCommand({ SecretId: 'deleted', ForceDeleteWithoutRecovery: true }));
    await expect(secretText('deleted')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

test('secrets are listed by the prefix of their name, page after page', async () => {
  for (const name of ['list/a', 'list/b', 'list/c', 'other/a']) await create(name, 'value');
  const Filters = [{ Key: 'name' as const, Values: ['list/'] }];
  const first = await client.send(new ListSecretsCommand({ Filters, MaxResults: 2 }));
  const second = await client.send(new ListSecretsCommand({ Filters, MaxResults: 2, NextToken: first.NextToken }));
  const names = [...(first.SecretList ?? []), ...(second.SecretList ?? [])].map(({ Name }) => Name);
  expect(names).toEqual(['list/a', 'list/b', 'list/c']);
  expect(second.NextToken).toBeUndefined();
});

test('an operation that is not supported is refused, not pretended', async () => {
  const answer = await fetch(standIn.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.RotateSecret' },
    body: '{}',
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ __type: 'UnknownOperationException' });
});

test.each([
  ['unavailable', 'InternalServiceError'],
  ['throttled', 'ThrottlingException'],
] as const)('the fault %s hits only the secret it names', async (kind, name) => {
  await create(`hit-${kind}`, 'value');
  await create(`spared-${kind}`, 'value');
  standIn.setFault({ kind, actions: ['GetSecretValue'], containing: `hit-${kind}` });
  await expect(secretText(`hit-${kind}`)).rejects.toMatchObject({ name });
  expect(await secretText(`spared-${kind}`)).toBe('value');
  standIn.setFault(undefined);
});
