import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addAccount } from '../../../../infra/cli/accounts/add-account.ts';
import { registerAccountCommands } from '../../../../infra/cli/accounts/commands.ts';
import { explainRefusal } from '../../../../infra/cli/accounts/explain-refusal.ts';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import { listAccounts } from '../../../../shared/accounts/account-state.ts';
import { NotFoundError, RefusedError, UpstreamError } from '../../../../shared/cubicasa/index.ts';
import { createDesk, startCompany } from './account-desk.ts';

describe('accounts add', () => {
  it('refuses a second account for a company, by the name of the first, and writes nothing', async () => {
    const key = await startCompany(1);
    const { deps, table, secrets, invoked } = createDesk();
    await addAccount(deps, { account: 'first', ...key });
    const before = JSON.stringify([table.items(), [...secrets], invoked]);
    const again = addAccount(deps, { account: 'second', ...key, takeOver: true });
    await expect(again).rejects.toThrow("account first serves this key's company already");
    expect(JSON.stringify([table.items(), [...secrets], invoked])).toBe(before);
  });

  it('mends a secret that somebody wrote by hand', async () => {
    const key = await startCompany(1);
    const { deps, secrets } = createDesk();
    for (const text of ['pasted-key', '{"apiKey":"pasted-key"}']) {
      secrets.set('default', text);
      await addAccount(deps, { account: 'default', ...key });
      const secret = JSON.parse(secrets.get('default') ?? '');
      expect(secret).toMatchObject({ apiKey: key.apiKey, webhookToken: expect.stringMatching(/^.{40,}$/) });
    }
  });

  it('takes another company, and another time the account that is there', async () => {
    const [first, second] = [await startCompany(1), await startCompany(2)];
    const { deps, table } = createDesk();
    await addAccount(deps, { account: 'first', ...first });
    await addAccount(deps, { account: 'second', ...second });
    await addAccount(deps, { account: 'first', ...first });
    expect(await listAccounts(table)).toEqual(['first', 'second']);
  });
});

describe('relay accounts add', () => {
  it.each([
    ['Bad Name!', 'an account is named by'],
    ['second', 'no local stack runs here'],
  ])('asks for no key before it knows that %j can be added', async (account, message) => {
    const refuse = () => Promise.reject(new Error('no local stack runs here'));
    const context: CommandContext = { connect: refuse, print: () => {}, json: () => false };
    const asked: string[] = [];
    const program = new Command('relay').exitOverride();
    registerAccountCommands(program, context, async (prompt) => {
      asked.push(prompt);
      return 'key';
    });
    const added = program.parseAsync(['node', 'relay', 'accounts', 'add', account]);
    await expect(added).rejects.toThrow(message);
    expect(asked).toEqual([]);
  });

  it.each([
    [new UpstreamError('no answer', { operation: 'listOrders', reason: 'unavailable' })],
    [new NotFoundError('not found', { operation: 'listOrders', status: 404 })],
  ])('names host and option where the address may be wrong: %s', (error) => {
    const explained = explainRefusal(error, 'default', 'http://127.0.0.1:1/api');
    expect(explained).toMatchObject({ message: expect.stringMatching(/127\.0\.0\.1:1 .*--base-url/), cause: error });
    expect(explainRefusal(error, 'default')).toMatchObject({ message: expect.stringContaining('app.cubi.casa') });
  });

  it.each([
    [new UpstreamError('throttled', { operation: 'listOrders', reason: 'throttled' })],
    [new RefusedError('refused', { operation: 'listOrders', status: 401 })],
  ])('leaves an error alone that is not about the address: %s', (error) => {
    expect(explainRefusal(error, 'default', 'http://127.0.0.1:1/api')).toBe(error);
  });
});
