import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register } from '../../../../infra/cli/users/commands.ts';
import type { UsersDeps } from '../../../../infra/cli/users/users-context.ts';
import { type AccountClients, NotPermittedError } from '../../../../shared/accounts/account-client.ts';
import type { CubiCasaClient } from '../../../../shared/cubicasa/index.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { createApprovedStage, createCleanupStage, DAY } from '../../../support/cleanup-stage.ts';
import { enlistAccounts } from '../../../support/enlist-accounts.ts';

const printed: string[] = [];
const write = process.stdout.write;

beforeEach(() => {
  printed.length = 0;
  process.stdout.write = ((text: string) => printed.push(text) > 0) as typeof write;
});
afterEach(() => {
  process.stdout.write = write;
});

/** A company from which Eve was deleted; Ana is the next to go, and her plan waits for an approval. */
async function createOffice() {
  const made = await createApprovedStage();
  await enlistAccounts(made.table, 'default');
  await made.sweep();
  await made.apply();
  made.stage.now += 40 * DAY;
  await made.leave('ana');
  Object.assign(made.deps, { configured: { ...made.deps.configured, graceDays: 20 } });
  await made.plan();
  const [plan] = (await made.table.list(keys.plans('default'), { descending: true, limit: 1 })).items;
  made.stage.now += 60_000;
  const invited: unknown[] = [];
  const create = async (user: unknown) => {
    invited.push(user);
    return { id: 'eve-again' };
  };
  const client = {
    orders: { get: async () => ({ id: 'o', info: { created_by: 'Bob@agency.example' } }) },
    users: { create, list: () => made.company.users },
  } as unknown as CubiCasaClient;
  const accountClients: AccountClients = { open: async () => client, use: (_account, work) => work(client) };
  const state = () => JSON.stringify([made.table.items(), [...made.audit.objects], made.queue.messages, invited]);
  return { ...made, planId: plan?.sk ?? '', invited, state, deps: { ...made.operator, accountClients } };
}

/** A deployment of two accounts in which nothing happened yet. */
async function createNewOffice() {
  const { operator, table } = createCleanupStage([]);
  await enlistAccounts(table, 'acme', 'default');
  return { operator, table };
}

async function relay(deps: UsersDeps, ...args: readonly string[]): Promise<string> {
  const program = new Command('relay').exitOverride();
  register(program, { open: async () => deps });
  await program.parseAsync(['node', 'relay', 'users', ...args]);
  return printed.splice(0).join('');
}

const checkOf = (scannedBy: string, ownedBy: string) => {
  return ['verify-activity', '--order', 'o', '--scanned-by', scannedBy, '--owned-by', ownedBy];
};
const CHECK = checkOf('bob@agency.example', 'cyd@agency.example');
const REPORT = ['report', '--since', '2026-01-01', '--until', '2026-12-31'];

/** Every command that changes something, with what it says that it would do, and that it did. */
const CHANGES: readonly (readonly [string[], string, string])[] = [
  [['plan'], 'delete 1', '# Cleanup plan'],
  [['approve', 'PLAN'], 'Would approve the deletion of 1 users', 'Approved the deletion of 1 users'],
  [['remove', 'Cyd@agency.example', '--reason', 'left'], 'Would note that cyd@agency.example left', 'is user cyd'],
  [CHECK, 'carries the address of the scanner', 'missing orders count as evidence'],
  [['pause', '--reason', 'audit'], 'Would pause', 'is paused'],
  [['resume'], 'Would resume', 'goes on with the next plan'],
  [['reinvite', 'eve'], 'Would invite eve@agency.example as Collaborator', 'Invited eve@agency.example'],
];
const inOffice = (args: readonly string[], planId: string) => args.map((one) => (one === 'PLAN' ? planId : one));

describe('relay users', () => {
  it.each(CHANGES)('%j says first what it would do and changes nothing, and does it with --yes', async (...given) => {
    const [args, would, did] = given;
    const { deps, planId, state } = await createOffice();
    const before = state();
    const first = await relay(deps, ...inOffice(args, planId));
    expect(first).toContain(would);
    expect(first).toContain('Nothing was changed');
    expect(state()).toBe(before);
    const second = await relay(deps, ...inOffice(args, planId), '--yes');
    expect(second).toContain(did);
    expect(second).not.toContain('Nothing was changed');
    expect(state()).not.toBe(before);
  });

  it.each([...CHANGES.map(([args]) => args), ['show'], ['show', 'PLAN'], REPORT])(
    '%j prints one line of JSON for programs',
    async (...args) => {
      const { deps, planId } = await createOffice();
      const text = await relay(deps, ...inOffice(args, planId), '--json');
      expect(text.trim().split('\n')).toHaveLength(1);
      expect(JSON.parse(text)).toBeTypeOf('object');
    },
  );

  it('shows a plan as Markdown, as CSV, and as JSON with its counts and its users', async () => {
    const { deps, planId } = await createOffice();
    expect(await relay(deps, 'show')).toContain('| ana@agency.example | Collaborator | delete | yes |');
    expect(await relay(deps, 'show', '--csv')).toContain('ana@agency.example,ana,Collaborator,delete,yes');
    expect(JSON.parse(await relay(deps, 'show', '--json'))).toMatchObject({
      planId,
      verdicts: { delete: 1 },
      users: [{ userId: 'ana', verdict: 'delete' }],
    });
  });

  it.each([
    ['bob@agency.example', 'scanner'],
    ['ana@agency.example', 'owner'],
    ['cyd@agency.example', 'company'],
  ])(
    'sees whose address a scanned draft carries, and notes it only with --yes: scanned by %s',
    async (scanner, whose) => {
      const { deps } = await createOffice();
      const check = whose === 'owner' ? checkOf(scanner, 'bob@agency.example') : checkOf(scanner, 'ana@agency.example');
      const wouldBe = await relay(deps, ...check);
      expect(wouldBe).toContain(`carries the address of the ${whose}. Once that is on record`);
      expect(wouldBe).not.toContain('now on');
      expect(await relay(deps, ...check, '--yes')).toContain('From now on');
    },
  );

  it.each([
    ['nope', 'bob@agency.example', '--scanned-by: nope is no e-mail address'],
    ['bob@agency.example', 'nope2', '--owned-by: nope2 is no e-mail address'],
    ['zoe@agency.example', 'yan@agency.example', 'zoe@agency.example or yan@agency.example: check how it is spelt'],
    ['bob@agency.example', 'zoe@agency.example', 'no user of account default has the address zoe@agency.example'],
    ['bob@agency.example', 'Bob@agency.example', 'somebody else than its owner'],
  ])(
    'takes only two users of the company for a draft’s scanner and owner: %s and %s',
    async (scanner, owner, message) => {
      const { deps, state } = await createOffice();
      const before = state();
      await expect(relay(deps, ...checkOf(scanner, owner))).rejects.toThrow(message);
      await expect(relay(deps, ...checkOf(scanner, owner), '--yes')).rejects.toThrow(message);
      expect(state()).toBe(before);
    },
  );

  it('takes the word of the operator where the key may list no users', async () => {
    const { deps } = await createOffice();
    const list = () => {
      throw new NotPermittedError('refused', { operation: 'listUsers', status: 403 });
    };
    const client = await deps.accountClients.open('default');
    const blind = { ...client, users: { ...client.users, list } } as CubiCasaClient;
    const accountClients: AccountClients = { open: async () => blind, use: (_account, work) => work(blind) };
    expect(await relay({ ...deps, accountClients }, ...CHECK)).toContain('carries the address of the scanner');
  });

  it('says so when nobody ever had the address of a leaver', async () => {
    const { deps } = await createOffice();
    expect(await relay(deps, 'remove', 'ema@agency.example', '--reason', 'left')).toContain('check how it is spelt');
  });

  it('takes back that somebody left, once it is told to', async () => {
    const { deps } = await createOffice();
    await relay(deps, 'remove', 'cyd@agency.example', '--reason', 'left', '--yes');
    const undo = ['remove', 'Cyd@agency.example', '--undo'] as const;
    expect(await relay(deps, ...undo)).toContain('Would take back that cyd@agency.example left');
    expect(await deps.table.get(keys.leaver('default', 'cyd@agency.example'))).toBeDefined();
    expect(await relay(deps, ...undo, '--yes')).toContain('Took back');
    expect(await deps.table.get(keys.leaver('default', 'cyd@agency.example'))).toBeUndefined();
  });

  it('shows the leavers of a period with who, why, since when and until when', async () => {
    const { deps } = await createOffice();
    const text = await relay(deps, ...REPORT);
    expect(text).toContain('| eve@agency.example | eve | removed | request |');
    expect(await relay(deps, ...REPORT, '--csv')).toContain('eve@agency.example,eve,removed,request');
  });

  it('makes a plan of the named account by the function of the stack', async () => {
    const asked: unknown[] = [];
    const { operator } = await createNewOffice();
    const invoke = async (...given: unknown[]) => {
      asked.push(given);
      return { skipped: 'account-parked' };
    };
    expect(await relay({ ...operator, invoke }, 'plan', '--account', 'acme', '--yes')).toContain('account-parked');
    expect(asked).toMatchObject([['user-cleanup-plan', { account: 'acme' }]]);
  });

  it.each([
    [['show'], 'relay users plan'],
    [['approve', 'p1', '--yes'], 'no cleanup plan p1'],
    [['reinvite', 'u1', '--yes'], 'no record of a deletion'],
    [['report', '--since', 'March', '--until', '2026-12-31'], '--since takes a day'],
    [['report', '--since', '2026-01-01', '--until', '2026-02-31'], '--until takes a day'],
    [['report', '--since', '2026-03-02', '--until', '2026-03-01'], '--since 2026-03-02 is later than --until'],
    [['remove', 'nobody', '--reason', 'left'], 'name the address'],
    [['remove', 'x@agency.example', '--reason', ' '], 'say why'],
    [['remove', 'x@agency.example'], 'say why'],
    [['remove', 'x@agency.example', '--undo', '--yes'], 'nobody said that x@agency.example left'],
  ])('%j says what is missing', async (args, message) => {
    await expect(relay((await createNewOffice()).operator, ...args)).rejects.toThrow(message);
  });

  it.each([...CHANGES.map(([args]) => args), ['show'], REPORT])(
    '%j answers nothing of an account that there is not',
    async (...args) => {
      const { operator, table } = await createNewOffice();
      const before = JSON.stringify(table.items());
      const answer = relay(operator, ...args, '--account', 'nosuch', '--yes');
      await expect(answer).rejects.toThrow('there is no account nosuch: the accounts are acme, default');
      expect(JSON.stringify(table.items())).toBe(before);
    },
  );
});
