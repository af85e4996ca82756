import type { Destination } from '../../shared/delivery/destination.ts';
import { noteWhilePaused, takeBackNote } from '../../shared/delivery/destination-state.ts';
import { type PendingRevision, saveOrder, type UnsentDelivery } from '../../shared/orders/order-record.ts';
import { loadContent, type OrderEventContent } from '../../shared/orders/revision-content.ts';
import { saveRevisionItem } from '../../shared/orders/revision-item.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { SEND_LOOKS } from './unsent-looks.ts';

/** Finishes what an earlier look claimed or could not send, so that each destination gets revisions in order. */
export async function sendWaiting(look: Look, deps: FanOutDeps): Promise<Look> {
  await takeBackNotes(look, deps);
  const flushed = await sendUnsent(look, deps);
  const { pending } = flushed.kept.record;
  if (pending === null) return flushed;
  return settle(flushed, pending, await loadContent(deps.revisions, pending.contentKey), deps);
}

/** Of `queue` destinations: what is noted of the others, their own functions noted and acknowledged. */
async function takeBackNotes({ account, orderId, kept, paused }: Look, deps: FanOutDeps): Promise<void> {
  const { pending, unsent } = kept.record;
  const claimed = pending?.destinations.map((destination) => ({ destination, sequence: pending.sequence })) ?? [];
  for (const { destination, sequence } of [...unsent, ...claimed]) {
    const isOurs = deps.destinations.some(({ name, kind }) => name === destination && kind === 'queue');
    if (!isOurs || paused.has(destination)) continue;
    await takeBackNote(deps.table, account, destination, { subject: orderId, sequence });
  }
}

/**
 * Steps (d) and (e): one send to each destination, then one write that says which of them still lack it.
 * A crash in between sends again under the same delivery ids.
 */
export async function settle(
  look: Look,
  pending: PendingRevision,
  content: OrderEventContent,
  deps: FanOutDeps,
): Promise<Look> {
  const { record, rev } = look.kept;
  const waiting = new Set(record.unsent.map(({ destination }) => destination));
  const delivery = { sequence: pending.sequence, contentKey: pending.contentKey };
  const sent = await Promise.all(
    pending.destinations.map(async (name) => ({
      destination: name,
      ok: !waiting.has(name) && (await tryToSend(look, name, delivery, deps, content)),
    })),
  );
  const unsent = sent.filter(({ ok }) => !ok).map(({ destination }) => ({ destination, ...delivery }));
  await saveRevisionItem(deps.table, {
    v: 1,
    account: look.account,
    orderId: look.orderId,
    sequence: pending.sequence,
    hash: pending.hash,
    kind: pending.kind,
    contentKey: pending.contentKey,
    at: pending.claimedAt,
    destinations: pending.destinations,
    repair: record.repair?.sequence === pending.sequence ? 'suspected' : null,
  });
  const settled = { ...record, pending: null, unsent: [...record.unsent, ...unsent] };
  deps.report('revision-sent', { account: look.account, orderId: look.orderId, kind: pending.kind });
  return { ...look, kept: await saveOrder(deps.table, settled, rev) };
}

/** Oldest first per destination; the first failure of a destination leaves the rest of it waiting. */
async function sendUnsent(look: Look, deps: FanOutDeps): Promise<Look> {
  const { record, rev } = look.kept;
  if (record.unsent.length === 0) return look;
  const waiting: UnsentDelivery[] = [];
  for (const delivery of record.unsent) {
    const behind = waiting.some(({ destination }) => destination === delivery.destination);
    if (behind || !(await tryToSend(look, delivery.destination, delivery, deps))) waiting.push(delivery);
  }
  const unsent = isSpent(look) ? await giveUp(look, waiting, deps) : waiting;
  if (unsent.length === record.unsent.length) return look;
  return { ...look, kept: await saveOrder(deps.table, { ...record, unsent }, rev) };
}

function isSpent({ due }: Look): boolean {
  return due.some(({ reason, attempt }) => reason === 'send' && attempt >= SEND_LOOKS);
}

/** Passed over with a reason: `relay orders replay` sends what is stored once the destination is back. */
async function giveUp(look: Look, waiting: readonly UnsentDelivery[], deps: FanOutDeps): Promise<UnsentDelivery[]> {
  for (const { destination, sequence } of waiting) {
    await deps.deadLetter(look.changes, `destination ${destination} unreachable for revision ${sequence}`);
    deps.report('order-dead-lettered', { account: look.account, orderId: look.orderId, destination });
  }
  return [];
}

/**
 * Sent, noted for a paused destination, or skipped and flagged since it is configured no more: true. Its queue could not
 * be reached: false.
 */
async function tryToSend(
  look: Look,
  name: string,
  delivery: Pick<UnsentDelivery, 'sequence' | 'contentKey'>,
  deps: FanOutDeps,
  content?: OrderEventContent,
): Promise<boolean> {
  const destination = deps.destinations.find((configured) => configured.name === name);
  if (destination === undefined) {
    const { account, orderId } = look;
    deps.report('destination-removed', { account, orderId, destination: name, sequence: delivery.sequence });
    return true;
  }
  try {
    await sendOrNote(look, destination, delivery, deps, content);
    return true;
  } catch {
    deps.report('destination-unreachable', { account: look.account, orderId: look.orderId, destination: name });
    return false;
  }
}

async function sendOrNote(
  look: Look,
  destination: Destination,
  { sequence, contentKey }: Pick<UnsentDelivery, 'sequence' | 'contentKey'>,
  deps: FanOutDeps,
  content?: OrderEventContent,
): Promise<void> {
  // Before the other kinds stand functions of ours, which note for themselves.
  if (destination.kind === 'queue' && look.paused.has(destination.name)) {
    const noted = { subject: look.orderId, sequence, contentKey };
    if (await noteWhilePaused(deps.table, look.account, destination.name, noted)) return;
  }
  await deps.sendEvent(content ?? (await loadContent(deps.revisions, contentKey)), destination);
}
