import { type AgendaEntry, type AgendaReason, withEntry, withoutReasons } from '../../shared/orders/agenda.ts';
import { CONFIRM_AFTER_MS } from '../../shared/orders/decide-revision.ts';
import { missingProducts, nextProductLook } from '../../shared/orders/missing-products.ts';
import type { WebhookHint } from '../../shared/orders/order-change.ts';
import { listHashes } from '../../shared/orders/order-content.ts';
import { nextSequence } from '../../shared/orders/sequence.ts';
import { nextStaleLook } from '../../shared/orders/stale-read.ts';
import type { DecidedOrder } from './decide-order.ts';
import type { Look } from './look.ts';
import { REPAIR_WINDOW_MS } from './repair.ts';
import { nextSendLook } from './unsent-looks.ts';

/** Waits for a person are looked at again once a day, so that they are not forgotten. */
const HELD_LOOK_MS = 86_400_000;
/** Reads may lag behind webhooks by minutes (CONTRACT 5.28). */
const LAG_MS = 300_000;
/** What a read of the order answers, whenever it was due. */
const ANSWERED_BY_READ: readonly AgendaReason[] = ['parked', 'failed', 'confirm', 'confirm-removed', 'send', 'held'];

/** The order's agenda after a look: what was due is served, what is still owed gets its time. Pure. */
export function nextLooks(entries: readonly AgendaEntry[], look: Look, decided: DecidedOrder): readonly AgendaEntry[] {
  const due = look.due.map(({ reason }) => reason);
  const kept = withoutReasons(entries, [...due, ...ANSWERED_BY_READ, ...settledReasons(look, decided)]);
  const owed = [
    staleLook(look, decided),
    confirmLook(look, decided),
    productLook(kept, look, decided),
    repairLook(kept, look),
    nextSendLook(look),
    heldLook(look),
  ];
  return owed.filter((entry) => entry !== undefined).reduce(withEntry, kept);
}

function settledReasons({ kept: { record } }: Look, { order }: DecidedOrder): AgendaReason[] {
  const settled: AgendaReason[] = [];
  if (missingProducts(order).length === 0) settled.push('missing-product');
  if (record.repair === null) settled.push('repair');
  return settled;
}

/** A series of looks once begun runs to its end: where one read lagged, so may the next. */
function staleLook(look: Look, { decision, order, assets }: DecidedOrder): AgendaEntry | undefined {
  const { changes, due, now } = look;
  const webhooks = changes.filter(({ cause }) => cause === 'webhook');
  const fresh = webhooks.length > 0;
  const inSeries = due.some(({ reason }) => reason === 'stale-read');
  // Several hints may stand for several changes, of which a lagging read shows the first.
  const unmet =
    webhooks.length > 1 ||
    changes.some(({ hint }) => hint !== undefined && !isMet(hint, assets, order)) ||
    changes.some(({ listHash }) => listHash !== undefined && !isListed(listHash, order));
  const foundNothing = decision.do === 'keep' && decision.hinted;
  const late = isLateForHint(look);
  if (!foundNothing && !unmet && !inSeries && !late && !(fresh && isFirstOfBaseline(look))) return undefined;
  return nextStaleLook(due, fresh || late, now);
}

/** Makes up for a look that a hint of the last minutes could not get: what it told of may be later than this read. */
function isLateForHint({ kept: { record }, answered, now }: Look): boolean {
  if (record.webhookAt === null || now - Date.parse(record.webhookAt) > LAG_MS) return false;
  return answered.some(({ reason }) => reason === 'failed' || reason === 'parked');
}

/** Nobody knew how the old order stood before the hint, so the read may well be from before it. */
function isFirstOfBaseline({ kept: { record }, generation }: Look): boolean {
  return record.baseline && record.sequence === nextSequence(null, generation);
}

/** Whether the read shows the status and the product that the hint spoke of. */
function isMet(hint: WebhookHint, assets: DecidedOrder['assets'], { info }: DecidedOrder['order']): boolean {
  const { status, productType } = hint;
  if (status !== info?.status) return false;
  return status !== 'Ready' || productType === null || assets.some(({ product }) => product === productType);
}

/** Whether the read shows what a sweep's list showed: either may lag behind the other. */
function isListed(listHash: string, order: DecidedOrder['order']): boolean {
  return Object.values(listHashes(order)).includes(listHash);
}

function confirmLook({ now }: Look, { decision }: DecidedOrder): AgendaEntry | undefined {
  if (decision.do !== 'confirm') return undefined;
  return { reason: 'confirm', dueAt: new Date(now + CONFIRM_AFTER_MS).toISOString(), attempt: 1 };
}

function productLook(kept: readonly AgendaEntry[], look: Look, { order }: DecidedOrder): AgendaEntry | undefined {
  if (missingProducts(order).length === 0) return undefined;
  const waiting = kept.find(({ reason }) => reason === 'missing-product');
  return waiting ?? nextProductLook(look.due, look.now);
}

function repairLook(kept: readonly AgendaEntry[], { kept: { record } }: Look): AgendaEntry | undefined {
  if (record.repair === null || kept.some(({ reason }) => reason === 'repair')) return undefined;
  const dueAt = new Date(Date.parse(record.repair.at) + REPAIR_WINDOW_MS).toISOString();
  return { reason: 'repair', dueAt, attempt: 1 };
}

export function heldLook({ kept: { record }, now }: Look): AgendaEntry | undefined {
  if (record.held === null) return undefined;
  return { reason: 'held', dueAt: new Date(now + HELD_LOOK_MS).toISOString(), attempt: 1 };
}
