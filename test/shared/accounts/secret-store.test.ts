import { describe, expect, it } from 'vitest';
import { parkReasonOf } from '../../../shared/accounts/api-failure.ts';
import {
  createSecretStore,
  type SecretStoreOptions,
  SecretsUnavailableError,
  UnknownAccountError,
} from '../../../shared/accounts/secret-store.ts';

const MINUTE = 60_000;
const filled = JSON.stringify({ apiKey: 'key', webhookToken: 'token' });

function createRig(options: Partial<SecretStoreOptions> = {}) {
  const rig = { now: 0, reads: 0, away: false, texts: new Map([['default', filled]]) };
  const read = async (account: string) => {
    rig.reads += 1;
    if (rig.away) throw new Error('away');
    return rig.texts.get(account);
  };
  return { rig, secrets: createSecretStore({ read, now: () => rig.now, ...options }) };
}

describe('account secrets', () => {
  it('are read for three hundred accounts in a row', async () => {
    const { rig, secrets } = createRig();
    const accounts = Array.from({ length: 300 }, (_, index) => `customer-${index}`);
    for (const account of accounts) rig.texts.set(account, filled);
    for (const account of accounts) await secrets.load(account);
    expect(rig.reads).toBe(300);
  });

  it('[P6] are read for ten accounts that meet in one batch', async () => {
    const read = async (account: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      return JSON.stringify({ apiKey: `key-of-${account}`, webhookToken: 'token' });
    };
    const store = createSecretStore({ read, now: () => 0 });
    const accounts = Array.from({ length: 10 }, (_, number) => `account-${number}`);
    const secrets = await Promise.all(accounts.map(store.load));
    expect(secrets.map(({ apiKey }) => apiKey)).toEqual(accounts.map((account) => `key-of-${account}`));
  });

  it('are not asked for again and again for names that have none', async () => {
    const { rig, secrets } = createRig();
    for (let name = 0; name < 100; name++) await expect(secrets.load(`guess-${name}`)).rejects.toThrow();
    expect(rig.reads).toBe(5);
  });

  it('are not asked for again for five minutes under a name that had none', async () => {
    const { rig, secrets } = createRig();
    for (const wait of [0, 0, 5 * MINUTE - 1]) {
      rig.now += wait;
      await expect(secrets.load('guess')).rejects.toThrow(UnknownAccountError);
      expect(rig.reads).toBe(1);
    }
    rig.now += 1;
    rig.texts.set('guess', filled);
    expect((await secrets.load('guess')).apiKey).toBe('key');
  });

  it('are remembered as missing for so many names and no more: the oldest is asked for again', async () => {
    const { rig, secrets } = createRig({ negativeCapacity: 2 });
    for (const name of ['one', 'two', 'three', 'two', 'three']) await expect(secrets.load(name)).rejects.toThrow();
    expect(rig.reads).toBe(3);
    await expect(secrets.load('one')).rejects.toThrow(UnknownAccountError);
    expect(rig.reads).toBe(4);
  });

  it('are served from before while Secrets Manager is away, asking at most once in 30 s', async () => {
    const { rig, secrets } = createRig();
    await secrets.load('default');
    rig.away = true;
    rig.now += 10 * MINUTE;
    for (let call = 0; call < 50; call++) expect((await secrets.load('default')).apiKey).toBe('key');
    for (let call = 0; call < 50; call++) expect((await secrets.refresh('default')).apiKey).toBe('key');
    expect(rig.reads).toBe(2);
    rig.now += 24 * 60 * MINUTE;
    await expect(secrets.load('default')).rejects.toThrow(SecretsUnavailableError);
  });

  it('that cannot be read park the account instead of bringing its messages back', async () => {
    const { rig, secrets } = createRig();
    rig.texts.set('default', '{"apiKey": 7}');
    const error = await secrets.load('default').catch((thrown: unknown) => thrown);
    expect(parkReasonOf(error)).toBe('no-key');
    expect(String(error)).not.toContain('7');
    expect(parkReasonOf(new SecretsUnavailableError('away'))).toBeUndefined();
    expect(parkReasonOf(new UnknownAccountError('none'))).toBe('no-key');
  });
});
