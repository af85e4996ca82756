import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { FanOutDeps } from '../../../functions/order-fan-out/fan-out-deps.ts';
import { fanOutOrder } from '../../../functions/order-fan-out/fan-out-order.ts';
import { resumeDestination } from '../../../infra/cli/destinations/pause-resume.ts';
import { updateAccountSettings } from '../../../shared/accounts/account-settings.ts';
import { parseDeliveryMessage } from '../../../shared/delivery/delivery-message.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import type { EventContent } from '../../../shared/delivery/event.ts';
import { notePaused, pauseDestination } from '../../../shared/delivery/note-paused.ts';
import { sendEvent } from '../../../shared/delivery/send-event.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { NewItem } from '../../../shared/ledger/table.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { buildOrder } from '../../support/order-builder.ts';

type Rig = ReturnType<typeof createFanOutRig>;

/** One look after a deployment with these destinations. */
async function lookWith(rig: Rig, destinations: readonly Destination[], change: Partial<FanOutDeps> = {}) {
  const folded = { account: 'default', orderId: 'order-1', groupId: 'g', messageIds: ['m'], changes: [rig.change()] };
  await fanOutOrder(folded, { ...rig.deps, destinations, ...change });
}

/** A revision is claimed for every destination, and the worker dies before any of it is sent. */
async function claimOnly(rig: Rig) {
  rig.orders.set('order-1', buildOrder());
  const table = { ...rig.table, put: putUntilClaim(rig) };
  await expect(lookWith(rig, rig.deps.destinations, { table })).rejects.toThrow('crash');
  expect(rig.sent).toEqual([]);
}

function putUntilClaim({ table }: Rig) {
  return async (item: NewItem, expected: Parameters<typeof table.put>[1]) => {
    const stored = await table.put(item, expected);
    if (JSON.stringify(item.data).includes('"claimedAt"')) throw new Error('crash');
    return stored;
  };
}

/** What follows the note does not happen either: the process is gone. */
function putUntilNoted({ table }: Rig) {
  let isOver = false;
  return async (item: NewItem, expected: Parameters<typeof table.put>[1]) => {
    if (isOver) throw new Error('crash');
    isOver = item.pk === keys.paused('default', 'crm');
    const stored = await table.put(item, expected);
    if (isOver) throw new Error('crash');
    return stored;
  };
}

const named = (rig: Rig, name: string) => rig.deps.destinations.filter((destination) => destination.name === name);
const changed = (rig: Rig, city: string) => rig.orders.set('order-1', buildOrder({ address: { city } }));

describe('[P4] a destination that is new', () => {
  it('gets revisions made after it, not one that was claimed before', async () => {
    const rig = createFanOutRig(['crm', 'site']);
    rig.orders.set('order-1', buildOrder());
    await lookWith(rig, named(rig, 'crm'));
    await lookWith(rig, rig.deps.destinations);
    expect(rig.events('site')).toEqual([]);
    changed(rig, 'Shelbyville');
    await lookWith(rig, rig.deps.destinations);
    expect(rig.kinds('site')).toEqual(['updated']);
  });
});

describe('[P4] a destination that drains', () => {
  it('gets what was claimed for it before, and nothing new', async () => {
    const rig = createFanOutRig(['crm', 'site']);
    await claimOnly(rig);
    const draining = rig.deps.destinations.map((one) => (one.name === 'site' ? { ...one, draining: true } : one));
    changed(rig, 'Shelbyville');
    await lookWith(rig, draining);
    expect(rig.kinds('site')).toEqual(['first-delivery']);
    expect(rig.kinds('crm')).toEqual(['first-delivery', 'updated']);
  });

  it('gets what was noted while it was paused, once it is resumed', async () => {
    const rig = createFanOutRig();
    await pauseDestination(rig.table, 'crm', 'operator', rig.now);
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    changed(rig, 'Shelbyville');
    await lookWith(
      rig,
      rig.deps.destinations.map((one) => ({ ...one, draining: true })),
    );
    const sent: EventContent[] = [];
    const send = async (content: EventContent) => void sent.push(content);
    const deps = { ...rig, now: () => rig.now, listAccounts: async () => ['default'], send };
    await resumeDestination(deps, 'crm', 'queue');
    expect(sent.map(({ type }) => type)).toEqual(['cubicasa.order.first-delivery']);
  });
});

describe('[P4] a destination that was paused', () => {
  it('keeps no note of a look that ended before it saw that the pause was over', async () => {
    const rig = createFanOutRig();
    await pauseDestination(rig.table, 'crm', 'operator', rig.now);
    rig.orders.set('order-1', buildOrder());
    const table = { ...rig.table, put: putUntilNoted(rig) };
    await expect(lookWith(rig, rig.deps.destinations, { table })).rejects.toThrow('crash');
    await rig.table.remove(keys.destination('crm'), 'any');
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect((await rig.table.list(keys.paused('default', 'crm'))).items).toEqual([]);
  });
});

describe('[P4] a destination with a function of its own', () => {
  it('loses nothing where a resume is under way while a send that was not answered is tried again', async () => {
    const rig = createFanOutRig(['site']);
    const queue = createMemoryQueue({ dedupe: true });
    const site = rig.deps.destinations.map((one) => ({ ...one, kind: 'http' as const }));
    const stores = { queueFor: () => queue, largeEvents: rig.revisions };
    let answers = false;
    const sendEventNow: FanOutDeps['sendEvent'] = async (content, destination) => {
      await sendEvent(content, destination, stores);
      if (!answers) throw new Error('no answer');
    };
    rig.orders.set('order-1', buildOrder());
    await lookWith(rig, site, { sendEvent: sendEventNow });
    answers = true;
    const [queued] = queue.messages;
    if (queued === undefined) throw new Error('nothing was queued');
    await pauseDestination(rig.table, 'site', 'gone', rig.now);
    const record = {
      body: queued.body,
      attributes: {},
      messageAttributes: { sequence: { stringValue: queued.attributes?.sequence } },
    };
    await notePaused(
      { table: rig.table, contents: rig.revisions },
      'site',
      parseDeliveryMessage(record as unknown as SQSRecord),
    );
    rig.advance(1);
    await resumeDestination(
      {
        table: rig.table,
        revisions: rig.revisions,
        now: () => rig.now,
        async listAccounts() {
          await lookWith(rig, site, { sendEvent: sendEventNow });
          return ['default'];
        },
        send: (content) => sendEvent(content, { name: 'site', queueUrl: 'q' }, stores, { replay: 'resume' }),
      },
      'site',
      'http',
    );
    expect(queue.messages.length).toBeGreaterThan(1);
  });
});

describe('[P6] a destination that was removed', () => {
  it('is skipped and flagged where a claimed revision names it; the order goes on', async () => {
    const rig = createFanOutRig(['crm', 'site']);
    await claimOnly(rig);
    changed(rig, 'Shelbyville');
    await lookWith(rig, named(rig, 'crm'));
    expect(rig.kinds('crm')).toEqual(['first-delivery', 'updated']);
    expect(rig.reports.filter((code) => code === 'destination-removed')).toHaveLength(1);
    expect(await rig.record()).toMatchObject({ pending: null, unsent: [] });
    expect((await rig.agenda()).map(({ reason }) => reason)).not.toContain('send');
  });

  it('is skipped and flagged where deliveries wait for its queue', async () => {
    const rig = createFanOutRig(['crm', 'site']);
    rig.unreachable.add('site');
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    await lookWith(rig, named(rig, 'crm'));
    expect(rig.reports).toContain('destination-removed');
    expect(await rig.record()).toMatchObject({ unsent: [] });
    expect((await rig.agenda()).map(({ reason }) => reason)).not.toContain('send');
    expect(rig.deadLetters).toEqual([]);
  });
});

describe('a destination for accounts with a label', () => {
  it('gets revisions of those accounts, and of no others', async () => {
    const rig = createFanOutRig(['north', 'south']);
    await updateAccountSettings(rig.table, 'default', (settings) => ({ ...settings, labels: ['north'] }));
    rig.orders.set('order-1', buildOrder());
    const labelled = rig.deps.destinations.map((one) => ({ ...one, filter: { accountLabels: [one.name] } }));
    await lookWith(rig, labelled);
    expect(rig.sent.map(({ destination }) => destination)).toEqual(['north']);
  });
});
