import { expect, it } from 'vitest';
import { runSweep } from '../../../../infra/cli/sweep/run-sweep.ts';
import { CLOSED_BREAKER, type ParkReason } from '../../../../shared/accounts/breaker.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { enlistAccounts } from '../../../support/enlist-accounts.ts';
import { createMemoryTable } from '../../../support/memory-table.ts';
import { START } from '../../../support/order-builder.ts';

async function createRig(answer: { readonly outcome: string; readonly kind: string }) {
  const table = createMemoryTable();
  await enlistAccounts(table, 'default', 'harbour');
  const invoked: unknown[] = [];
  const invoke = async (...given: unknown[]) => {
    invoked.push(given);
    return { orders: 3, drifted: 1, ...answer };
  };
  return { table, invoke, invoked, now: () => START };
}

it.each(['nosuch', 'Bad!'])('asks nothing of an account that there is not: %s', async (account) => {
  const rig = await createRig({ outcome: 'completed', kind: 'open' });
  const none = `there is no account ${account}: the accounts are default, harbour`;
  await expect(runSweep(rig, account, 'open')).rejects.toThrow(none);
  expect(rig.invoked).toEqual([]);
});

it('tells how to make an account where there is none at all', async () => {
  const rig = { ...(await createRig({ outcome: 'completed', kind: 'open' })), table: createMemoryTable() };
  await expect(runSweep(rig, 'default', 'open')).rejects.toThrow('relay accounts add');
});

it('says nothing beside of a sweep that was the one asked for', async () => {
  const rig = await createRig({ outcome: 'completed', kind: 'deep' });
  const answer = await runSweep(rig, 'harbour', 'deep');
  expect(answer).toEqual({ account: 'harbour', outcome: 'completed', kind: 'deep', orders: 3, drifted: 1 });
});

it.each([
  ['baseline', 'full', 'full ran in place of baseline'],
  ['open', 'baseline', 'the account has no baseline yet'],
] as const)('says so when %s was asked for and %s ran', async (asked, kind, note) => {
  const answer = await runSweep(await createRig({ outcome: 'completed', kind }), 'default', asked);
  expect(answer).toMatchObject({ kind, note: expect.stringContaining(note) });
});

it.each([
  ['refused', 'CubiCasa refuses its key'],
  ['paused', 'an operator paused it'],
  [null, 'CubiCasa does not answer'],
] as const)('says why a parked account was not swept: %s', async (reason, why) => {
  const rig = await createRig({ outcome: 'parked', kind: 'open' });
  await park(rig.table, reason);
  expect((await runSweep(rig, 'default', 'open')).note).toContain(why);
});

async function park(table: ReturnType<typeof createMemoryTable>, reason: ParkReason | null): Promise<void> {
  if (reason === null) return;
  const data = { ...CLOSED_BREAKER, parked: { reason, since: new Date(START).toISOString() } };
  await table.put({ ...keys.breaker('default'), data }, 'any');
}
