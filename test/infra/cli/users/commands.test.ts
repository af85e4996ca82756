import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register } from '../../../../infra/cli/users/commands.ts';
import type { UsersDeps } from '../../../../infra/cli/users/users-context.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { createMemoryBucket } from '../../../support/memory-bucket.ts';
import { createMemoryQueue } from '../../../support/memory-queue.ts';
import { createMemoryTable } from '../../../support/memory-table.ts';

const printed: string[] = [];
const write = process.stdout.write;

function createDeps(): UsersDeps & { readonly invoked: unknown[] } {
  const invoked: unknown[] = [];
  const none = () => Promise.reject(new Error('not called here'));
  return {
    table: createMemoryTable(),
    audit: createMemoryBucket('audit'),
    rosters: createMemoryBucket('rosters'),
    userDeletions: createMemoryQueue(),
    accountClients: { open: none, use: none },
    invoke: async (name, payload) => {
      invoked.push([name, payload]);
      return { planId: 'p' };
    },
    now: () => Date.parse('2026-06-01T00:00:00.000Z'),
    invoked,
  };
}

async function relay(deps: UsersDeps, ...args: string[]): Promise<void> {
  const program = new Command('relay').exitOverride();
  register(program, { open: async () => deps });
  await program.parseAsync(['node', 'relay', 'users', ...args]);
}

beforeEach(() => {
  printed.length = 0;
  process.stdout.write = ((text: string) => printed.push(text) > 0) as typeof write;
});
afterEach(() => {
  process.stdout.write = write;
});

describe('relay users', () => {
  it('says first what it would do, and does it with --yes', async () => {
    const deps = createDeps();
    const leaver = keys.leaver('default', 'eve@agency.example');
    await relay(deps, 'remove', 'Eve@agency.example', '--reason', 'left', '--by', 'op');
    expect(await deps.table.get(leaver)).toBeUndefined();
    await relay(deps, 'remove', 'Eve@agency.example', '--reason', 'left', '--by', 'op', '--yes', '--json');
    expect((await deps.table.get(leaver))?.data).toMatchObject({ reason: 'left', by: 'op' });
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({ address: 'eve@agency.example' });
  });

  it('makes a plan by the function of the stack, dry without --yes', async () => {
    const deps = createDeps();
    await relay(deps, 'plan');
    await relay(deps, 'plan', '--account', 'acme', '--yes');
    expect(deps.invoked).toMatchObject([
      ['user-cleanup-plan', { account: 'default', kind: 'dry-run' }],
      ['user-cleanup-plan', { account: 'acme' }],
    ]);
  });

  it.each([
    [['show'], 'relay users plan'],
    [['approve', 'p1', '--yes'], 'no cleanup plan p1'],
    [['reinvite', 'u1', '--yes'], 'no record of a deletion'],
  ])('%j says what is missing', async (args, message) => {
    await expect(relay(createDeps(), ...args)).rejects.toThrow(message);
  });
});
