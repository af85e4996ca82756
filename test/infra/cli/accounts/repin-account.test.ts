import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addAccount } from '../../../../infra/cli/accounts/add-account.ts';
import { registerAccountCommands } from '../../../../infra/cli/accounts/commands.ts';
import { explainRefusal } from '../../../../infra/cli/accounts/explain-refusal.ts';
import { repinAccount } from '../../../../infra/cli/accounts/repin-account.ts';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import { createAccountClients } from '../../../../shared/accounts/account-client.ts';
import { loadAccountState } from '../../../../shared/accounts/account-state.ts';
import { recordFailure } from '../../../../shared/accounts/api-failure.ts';
import { CompanyMismatchError } from '../../../../shared/accounts/company-fingerprint.ts';
import { createSecretStore } from '../../../../shared/accounts/secret-store.ts';
import { createCubiCasaClient, RefusedError } from '../../../../shared/cubicasa/index.ts';
import { START } from '../../../support/order-builder.ts';
import { createDesk, startCompany } from './account-desk.ts';

/** An account pinned to one company whose secret now holds another one's key, so that it is parked. */
async function parkedForAnother() {
  const [first, other] = [await startCompany(1), await startCompany(2)];
  const { deps, table, secrets } = createDesk();
  await addAccount(deps, { account: 'default', ...first });
  const { apiKey, baseUrl } = other;
  const secret = { ...JSON.parse(secrets.get('default') ?? '{}'), apiKey, baseUrl };
  secrets.set('default', JSON.stringify(secret));
  await recordFailure(table, 'default', { reason: 'other-company', now: START }, () => {});
  const store = createSecretStore({ read: async (name) => secrets.get(name), now: () => START });
  const clients = createAccountClients({ secrets: store, table, createClient: createCubiCasaClient });
  return {
    deps,
    table,
    secrets,
    other,
    read: () => clients.use('default', (client) => client.orders.page({ limit: 1 })),
  };
}

describe('[P6] accounts repin', () => {
  it('says what the account is pinned to, and changes nothing', async () => {
    const { deps, table, read } = await parkedForAnother();
    const before = JSON.stringify(table.items());
    const answer = await repinAccount(deps, { account: 'default', execute: false });
    expect(answer).toMatchObject({ account: 'default', pinnedTo: 'another company', repinned: false });
    expect(answer.company).toEqual(expect.any(String));
    expect(JSON.stringify(table.items())).toBe(before);
    await expect(read()).rejects.toThrow(CompanyMismatchError);
  });

  it('takes the company that the key opens, and ends the parking', async () => {
    const { deps, table, read } = await parkedForAnother();
    await repinAccount(deps, { account: 'default', execute: true });
    expect(await loadAccountState(table, 'default')).toMatchObject({ parked: false });
    expect((await read()).items).toHaveLength(1);
    const again = await repinAccount(deps, { account: 'default', execute: false });
    expect(again.pinnedTo).toBe('this company');
  });

  it('takes a new key with it, once that was seen to work', async () => {
    const { deps, secrets, other } = await parkedForAnother();
    const before = secrets.get('default');
    const refused = repinAccount(deps, { account: 'default', apiKey: 'no-such-key', execute: true });
    await expect(refused).rejects.toThrow(RefusedError);
    expect(secrets.get('default')).toBe(before);
    await repinAccount(deps, { account: 'default', apiKey: other.apiKey, execute: true });
    expect(JSON.parse(secrets.get('default') ?? '')).toMatchObject({ apiKey: other.apiKey });
  });

  it.each(['unknown', 'default'])('names what to mend where the account %s has no key', async (account) => {
    const { deps, secrets } = createDesk();
    secrets.set('default', JSON.stringify({ apiKey: '', webhookToken: 'token' }));
    const repinned = repinAccount(deps, { account, execute: true });
    await expect(repinned).rejects.toThrow(`has no key: \`relay accounts add ${account}\` fills it`);
  });

  it('asks for no key before it knows that there is such an account', async () => {
    const { deps } = createDesk();
    const context = { connect: async () => deps, print: () => {}, json: () => false } as unknown as CommandContext;
    const program = new Command('relay').exitOverride();
    registerAccountCommands(program, context, () => expect.unreachable('asked for a key'));
    const repinned = program.parseAsync(['node', 'relay', 'accounts', 'repin', 'unknown', '--new-key']);
    await expect(repinned).rejects.toThrow('there is no account unknown');
  });

  it('is named where a key is refused for its company', () => {
    const explained = explainRefusal(new CompanyMismatchError('opens another company'), 'north');
    expect(explained).toMatchObject({ message: expect.stringContaining('relay accounts repin north --new-key') });
  });
});
