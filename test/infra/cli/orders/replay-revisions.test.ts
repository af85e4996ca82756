import { describe, expect, it } from 'vitest';
import { pauseDestination } from '../../../../infra/cli/destinations/pause-resume.ts';
import type { ReplayManners } from '../../../../infra/cli/orders/replay-history.ts';
import { type ReplayRequest, replayRevisions } from '../../../../infra/cli/orders/replay-revisions.ts';
import { addressEvent, type EventContent } from '../../../../shared/delivery/event.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { createFanOutRig } from '../../../support/fan-out-rig.ts';
import { createMemoryQueue } from '../../../support/memory-queue.ts';
import { buildOrder } from '../../../support/order-builder.ts';

type Rig = ReturnType<typeof createFanOutRig>;

const ONE: ReplayRequest = { account: 'default', destination: 'crm', orderId: 'order-1', execute: true };
const SINCE: ReplayRequest = { account: 'default', destination: 'crm', since: '2026-04-01', execute: true };

/** Orders `order-1` to `order-<count>`, each delivered a minute after the one before, then changed once. */
async function createHistory(count = 1): Promise<Rig> {
  const rig = createFanOutRig();
  for (let one = 1; one <= count; one++) {
    const id = `order-${one}`;
    rig.orders.set(id, buildOrder({ id }));
    await rig.look({ orderId: id });
    rig.orders.set(id, buildOrder({ id, address: { city: 'Shelbyville' } }));
    await rig.look({ orderId: id });
    rig.advance(1);
  }
  return rig;
}

function createDeps(rig: Rig, manners: ReplayManners = {}) {
  const sent: EventContent[] = [];
  const send = async (content: EventContent) => void sent.push(content);
  return { sent, deps: { table: rig.table, revisions: rig.revisions, send, ...manners } };
}

describe('[P4] orders replay', () => {
  it('says in a dry run what it would send, and sends stored content under the same delivery id', async () => {
    const rig = await createHistory();
    const { sent, deps } = createDeps(rig);
    const { deliveries } = await replayRevisions(deps, { ...ONE, execute: false });
    expect(sent).toEqual([]);
    expect(deliveries[0]?.deliveryId).toBe(rig.events().at(-1)?.id);
    await replayRevisions(deps, { ...ONE, sequence: '0001-00000001' });
    expect(sent.map((content) => addressEvent(content, 'crm'))).toEqual([rig.events()[0]]);
  });

  it('arrives even seconds after the first delivery: the queue takes it for another message', async () => {
    const rig = await createHistory();
    const queue = createMemoryQueue({ dedupe: true });
    const destination = { name: 'crm', queueUrl: 'queue:crm' };
    const deliver = (content: EventContent, replay?: string) =>
      sendEvent(content, destination, { queueFor: () => queue, largeEvents: rig.revisions }, replay ? { replay } : {});
    const { deps, sent } = createDeps(rig);
    await replayRevisions(deps, ONE);
    const [content] = sent;
    if (content === undefined) throw new Error('the replay sent nothing');
    await deliver(content);
    await replayRevisions({ ...deps, send: (one) => deliver(one, 'r1') }, ONE);
    const ids = queue.messages.map(({ body }) => (JSON.parse(body) as { readonly id: string }).id);
    expect(ids).toEqual([ids[0], ids[0]]);
    expect(queue.messages[1]?.deduplicationId).toBe(`${ids[0]}-r1`);
  });

  it('takes the latest revision of each order since a day', async () => {
    const rig = await createHistory(2);
    const { deps } = createDeps(rig);
    expect(await replayRevisions(deps, { ...SINCE, execute: false })).toMatchObject({
      deliveries: [
        { orderId: 'order-1', sequence: '0001-00000002' },
        { orderId: 'order-2', sequence: '0001-00000002' },
      ],
      stopped: null,
    });
  });

  it('gives a destination of its history what its filter would have let through', async () => {
    const rig = await createHistory(2);
    const { sent, deps } = createDeps(rig);
    await replayRevisions(deps, { ...SINCE, filter: { kinds: ['first-delivery'] } });
    expect(sent.map(({ subject, sequence }) => [subject, sequence])).toEqual([
      ['order-1', '0001-00000001'],
      ['order-2', '0001-00000001'],
    ]);
    const elsewhere = replayRevisions(deps, { ...SINCE, filter: { accounts: ['another'] } });
    await expect(elsewhere).rejects.toThrow(/no revision to replay/);
  });

  it('leaves out what was made after it began, since that went out by itself', async () => {
    const rig = await createHistory(2);
    const { sent, deps } = createDeps(rig);
    const until = (await rig.record('order-1'))?.changedAt ?? '';
    await replayRevisions(deps, { ...SINCE, until });
    expect(sent.map(({ subject }) => subject)).toEqual(['order-1']);
  });

  it('takes open and removed orders too, each once, where its latest revision was made', async () => {
    const rig = await createHistory(2);
    rig.orders.set('order-3', buildOrder({ id: 'order-3', status: 'Pending' }));
    await rig.look({ orderId: 'order-3' });
    rig.advance(1);
    await rig.removeDrafts(1);
    const { sent, deps } = createDeps(rig);
    await replayRevisions(deps, SINCE);
    expect(sent.map(({ subject, type }) => [subject, type])).toEqual([
      ['order-1', 'cubicasa.order.updated'],
      ['order-2', 'cubicasa.order.updated'],
      ['order-3', 'cubicasa.order.submitted'],
      ['order-0', 'cubicasa.order.removed'],
    ]);
  });

  it('goes by when an order changed last, not by when it was first delivered', async () => {
    const rig = await createHistory(2);
    rig.advance(60);
    const since = new Date(rig.now).toISOString();
    rig.orders.set('order-1', buildOrder({ id: 'order-1', address: { city: 'Ogdenville' } }));
    await rig.look({ orderId: 'order-1' });
    const { sent, deps } = createDeps(rig);
    await replayRevisions(deps, { ...SINCE, since });
    expect(sent.map(({ subject }) => subject)).toEqual(['order-1']);
  });

  it('passes over what is past its retention', async () => {
    const rig = await createHistory(2);
    const { sent, deps } = createDeps(rig);
    for (const key of (await rig.revisions.list('revisions/default/order-1/')).keys) await rig.revisions.remove(key);
    await replayRevisions(deps, SINCE);
    expect(sent.map(({ subject }) => subject)).toEqual(['order-2']);
  });

  it('says so when nothing is stored', async () => {
    const { deps } = createDeps(createFanOutRig());
    await expect(replayRevisions(deps, ONE)).rejects.toThrow(/no revision to replay/);
  });

  it('sends nothing to a paused destination, nor promises it, and says how to go on', async () => {
    const rig = await createHistory();
    await pauseDestination({ table: rig.table, now: () => rig.now }, 'crm');
    const { sent, deps } = createDeps(rig);
    for (const execute of [true, false])
      await expect(replayRevisions(deps, { ...ONE, execute })).rejects.toThrow(/destinations resume crm/);
    expect(sent).toEqual([]);
  });

  it('of one order keeps to the filter, and says so where a revision is named that it leaves out', async () => {
    const rig = await createHistory();
    const { sent, deps } = createDeps(rig);
    const filter = { kinds: ['first-delivery'] };
    await replayRevisions(deps, { ...ONE, filter });
    expect(sent.map(({ sequence }) => sequence)).toEqual(['0001-00000001']);
    await expect(replayRevisions(deps, { ...ONE, filter, sequence: '0001-00000002' })).rejects.toThrow(
      /filter of crm leaves 0001-00000002 out/,
    );
  });

  it('promises no earlier revision to a destination that passes over it', async () => {
    const rig = await createHistory();
    const { sent, deps } = createDeps(rig);
    const data = { v: 1, lastSequence: '0001-00000002', lastDeliveryId: 'dl_2', current: null };
    await rig.table.put({ ...keys.delivery('default', 'order-1', 'crm'), data }, 'any');
    const named = { ...ONE, execute: false, sequence: '0001-00000001' };
    await expect(replayRevisions(deps, named)).rejects.toThrow(/has 0001-00000002 of this order already/);
    expect(sent).toEqual([]);
  });
});

describe('[P6] a replay of many orders', () => {
  const subjects = (sent: readonly EventContent[]) => sent.map(({ subject }) => subject);

  it('passes over an order of which a revision went out by itself while the queue was full', async () => {
    const rig = await createHistory(2);
    const until = new Date(rig.now).toISOString();
    const { deps, sent } = createDeps(rig, {
      async pace() {
        rig.advance(1);
        rig.orders.set('order-1', buildOrder({ address: { city: 'Capital City' } }));
        await rig.look();
        return true;
      },
    });
    await replayRevisions(deps, { ...SINCE, until });
    expect(sent.map(({ subject }) => subject)).toEqual(['order-2']);
  });

  it('asks its pace before each delivery; a dry run and a single order do not', async () => {
    const rig = await createHistory(3);
    let asked = 0;
    const pace = async () => {
      asked += 1;
      return true;
    };
    const { deps } = createDeps(rig, { pace });
    await replayRevisions(deps, { ...SINCE, execute: false });
    await replayRevisions(deps, ONE);
    expect(asked).toBe(0);
    await replayRevisions(deps, SINCE);
    expect(asked).toBe(3);
  });

  it('says where it stopped, and goes on from there without a gap', async () => {
    const rig = await createHistory(5);
    let room = 2;
    const { sent, deps } = createDeps(rig, { pace: async () => room-- > 0 });
    const { deliveries, stopped } = await replayRevisions(deps, SINCE);
    expect(deliveries).toHaveLength(2);
    expect(stopped?.because).toBe('the queue stays full');
    const rest = createDeps(rig);
    await replayRevisions(rest.deps, { ...SINCE, since: stopped?.since });
    expect([...subjects(sent), ...subjects(rest.sent)]).toEqual([
      'order-1',
      'order-2',
      'order-3',
      'order-4',
      'order-5',
    ]);
  });

  it('stops between two orders when it is interrupted', async () => {
    const rig = await createHistory(3);
    const { sent, deps } = createDeps(rig);
    const { stopped } = await replayRevisions({ ...deps, isInterrupted: () => sent.length === 1 }, SINCE);
    expect(subjects(sent)).toEqual(['order-1']);
    expect(stopped).toEqual({ because: 'interrupted', since: (await rig.record('order-2'))?.changedAt });
  });

  it('says where a queue that takes no message stopped it', async () => {
    const rig = await createHistory(2);
    const { deps } = createDeps(rig);
    const send = () => Promise.reject(new Error('queue away'));
    const { deliveries, stopped } = await replayRevisions({ ...deps, send }, SINCE);
    expect(deliveries).toEqual([]);
    expect(stopped).toMatchObject({ because: 'queue away' });
  });
});
