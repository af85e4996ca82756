import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import type { Connection } from '../../../../infra/cli/deployment/connect-deployment.ts';
import { registerOrderCommands } from '../../../../infra/cli/orders/commands.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { parseDraftMatch } from '../../../../shared/orders/draft-match.ts';
import { enlistAccounts } from '../../../support/enlist-accounts.ts';
import { createFanOutRig } from '../../../support/fan-out-rig.ts';
import { createMemoryQueue } from '../../../support/memory-queue.ts';
import { buildOrder } from '../../../support/order-builder.ts';

/** The commands on a deployment with a draft and an order delivered at its address. */
async function createCommand() {
  const rig = createFanOutRig();
  await enlistAccounts(rig.table, 'default');
  rig.orders.set('draft-1', buildOrder({ id: 'draft-1', status: 'Draft', externalId: 'JOB-7' }));
  await rig.look({ orderId: 'draft-1' });
  rig.orders.set('order-1', buildOrder({ externalId: null }));
  await rig.ready();
  const printed: unknown[] = [];
  const orderChanges = createMemoryQueue();
  const connection = { table: rig.table, queue: () => orderChanges, now: () => rig.now } as unknown as Connection;
  const context: CommandContext = {
    connect: async () => connection,
    print: (answer) => void printed.push(answer),
    json: () => true,
  };
  const program = new Command('relay').exitOverride();
  registerOrderCommands(program, context);
  const run = (...args: readonly string[]) => program.parseAsync(['node', 'relay', 'orders', 'link', ...args]);
  const linked = async () => {
    const { items } = await rig.table.list(keys.draftMatches('default'));
    return items.map(parseDraftMatch).filter((match) => match?.state === 'linked');
  };
  const find = (...args: readonly string[]) => program.parseAsync(['node', 'relay', 'orders', 'find', ...args]);
  return { run, find, printed, orderChanges, linked };
}

describe('relay orders link', () => {
  it('only says what it would link, until it is told to', async () => {
    const { run, printed, orderChanges, linked } = await createCommand();
    const match = { draftId: 'draft-1', orderId: 'order-1', externalId: 'JOB-7', state: 'linked' };
    await run('draft-1', 'order-1');
    expect(printed).toMatchObject([{ dryRun: true, linked: match }]);
    expect([await linked(), orderChanges.messages]).toEqual([[], []]);
    await run('draft-1', 'order-1', '--yes');
    expect(printed[1]).toMatchObject({ dryRun: false, linked: match });
    expect(await linked()).toMatchObject([match]);
    expect(orderChanges.messages).toHaveLength(1);
  });

  it.each([
    [
      'an order that the ledger does not know',
      ['draft-1', 'nosuch'],
      'the ledger knows no order nosuch of account default',
    ],
    [
      'a draft that the ledger does not know',
      ['nosuch', 'order-1'],
      'the ledger knows no order nosuch of account default',
    ],
    ['an order as its own draft', ['order-1', 'order-1'], 'order-1 cannot be its own draft'],
    ['a draft alone', ['draft-1'], 'link draft-1 <orderId>'],
  ])('refuses %s', async (_what, ids, message) => {
    const { run, printed, orderChanges, linked } = await createCommand();
    await expect(run(...ids)).rejects.toThrow(message);
    await expect(run(...ids, '--yes')).rejects.toThrow(message);
    expect([printed, await linked(), orderChanges.messages]).toEqual([[], [], []]);
  });

  it('lists the pairs that wait for a person, without ids', async () => {
    const { run, printed } = await createCommand();
    await run();
    expect(printed).toMatchObject([[{ draftId: 'draft-1', orderId: 'order-1', state: 'proposed' }]]);
  });
});

describe('relay orders find', () => {
  it.each(['abc', '-1', '0'])('refuses a limit of %s', async (limit) => {
    const { find, printed } = await createCommand();
    await expect(find(`--limit=${limit}`)).rejects.toThrow('--limit must be a whole number above 0');
    expect(printed).toEqual([]);
  });
});
