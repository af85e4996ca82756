import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import type { Connection } from '../../../../infra/cli/deployment/connect-deployment.ts';
import { type ReplayOptions, runReplay } from '../../../../infra/cli/orders/run-replay.ts';
import type { DestinationFilter } from '../../../../shared/delivery/destination.ts';
import type { SendEventOptions } from '../../../../shared/delivery/send-event.ts';
import { enlistAccounts } from '../../../support/enlist-accounts.ts';
import { createFanOutRig } from '../../../support/fan-out-rig.ts';
import { buildOrder } from '../../../support/order-builder.ts';

const OPTIONS: ReplayOptions = { account: 'default', destination: 'crm', maxWaiting: '100' };

/** The command on a deployment with one destination, one order, and a queue that holds so many deliveries. */
async function createCommand(filter?: DestinationFilter) {
  const rig = createFanOutRig();
  await enlistAccounts(rig.table, 'default');
  rig.orders.set('order-1', buildOrder());
  await rig.ready();
  const sent: (SendEventOptions | undefined)[] = [];
  const printed: unknown[] = [];
  const outputs = {
    destinations: [{ name: 'crm', kind: 'queue', ...(filter && { filter }) }],
    queues: { 'destination-crm.fifo': 'queue:crm' },
  };
  const connection = {
    deployment: { local: false, outputs },
    table: rig.table,
    revisions: rig.revisions,
    reader: () => ({ count: async () => ({ waiting: 3, inFlight: 2 }) }),
    sendEvent: async (...[, , options]: Parameters<Connection['sendEvent']>) => void sent.push(options),
    now: () => rig.now + 60_000,
  } as unknown as Connection;
  const context: CommandContext = {
    connect: async () => connection,
    print: (answer) => void printed.push(answer),
    json: () => true,
  };
  const run = (orderId: string | undefined, options: Partial<ReplayOptions>) =>
    runReplay(context, orderId, { ...OPTIONS, ...options });
  return { run, sent, printed };
}

describe('relay orders replay', () => {
  it('only says what it would send, until it is told to', async () => {
    const { run, sent, printed } = await createCommand();
    await run('order-1', {});
    expect(sent).toEqual([]);
    expect(printed).toMatchObject([{ dryRun: true, count: 1, deliveries: [{ orderId: 'order-1' }], stopped: null }]);
  });

  it('refuses an account that there is not', async () => {
    const { run } = await createCommand();
    await expect(run('order-1', { account: 'nosuch' })).rejects.toThrow(/no account nosuch: the accounts are default/);
  });

  it('takes one order or a history, not both at once, nor a sequence of no order', async () => {
    const { run, sent } = await createCommand();
    await expect(run('order-1', { since: '2026-01-01', yes: true })).rejects.toThrow(/not both/);
    await expect(run(undefined, { sequence: '0001-00000001', yes: true })).rejects.toThrow(/needs the order/);
    await expect(run(undefined, { since: '5' })).rejects.toThrow(/--since takes a day/);
    expect(sent).toEqual([]);
  });

  it('names each replay anew, so that the queue lets it through', async () => {
    const { run, sent } = await createCommand();
    await run('order-1', { yes: true });
    await run(undefined, { since: '2020-01-01', yes: true });
    const names = sent.map((options) => options?.replay);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{8}$/);
  });

  it('keeps history to the filter that the destination was deployed with', async () => {
    const { run, sent } = await createCommand({ accounts: ['another'] });
    await expect(run(undefined, { since: '2020-01-01', yes: true })).rejects.toThrow(/no revision to replay/);
    expect(sent).toEqual([]);
  });

  it.each(['0', '-5', 'many', ''])('refuses %j as the number of deliveries that may wait', async (maxWaiting) => {
    const { run, sent } = await createCommand();
    await expect(run(undefined, { since: '2020-01-01', yes: true, maxWaiting })).rejects.toThrow('--max-waiting');
    expect(sent).toEqual([]);
  });

  it.each(['soon', '2026-13-01'])('refuses %j as a day', async (since) => {
    const { run } = await createCommand();
    await expect(run(undefined, { since })).rejects.toThrow('--since');
  });

  it('says which destinations there are', async () => {
    const { run } = await createCommand();
    await expect(run('order-1', { destination: 'web' })).rejects.toThrow('there is no destination web; there are crm');
  });
});
