import { type AgendaEntry, withEntry } from '../../shared/orders/agenda.ts';
import { hashCanonical } from '../../shared/orders/canonical-json.ts';
import { CONFIRM_AFTER_MS } from '../../shared/orders/decide-revision.ts';
import { tellsOfChange } from '../../shared/orders/order-change.ts';
import { HASH_VERSION } from '../../shared/orders/order-content.ts';
import { type OrderRecord, saveOrder } from '../../shared/orders/order-record.ts';
import { nextStaleLook } from '../../shared/orders/stale-read.ts';
import { makeRevision } from './claim-revision.ts';
import { editAgenda } from './edit-agenda.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import { holdRevision } from './hold-revision.ts';
import { judgeRemoval, REMOVAL_PATH } from './judge-removal.ts';
import type { Look } from './look.ts';
import { heldLook } from './next-looks.ts';
import { noteHint } from './postpone.ts';
import { nextSendLook } from './unsent-looks.ts';

const REMOVED_STATUS = 'Removed';

/** CubiCasa says 404: believed for an order that was known, once a second read a minute later says so too. */
export async function handleAbsence(look: Look, deps: FanOutDeps): Promise<void> {
  const { record, rev } = look.kept;
  if (rev === 'absent' || record.removed) return lookLater(look, deps);
  if (!isSecondRead(look)) return confirmLater(look, deps);
  if (record.sequence === null) return lookLater(await markRemoved(look, deps), deps);
  const done = await removeOrHold(look, deps);
  await editAgenda(done, deps.table, () => owed(heldLook(done), nextSendLook(done)));
}

/** A first read said so too: the one that asks for a second, or those that led to a removal that is held. */
function isSecondRead({ due, kept: { record } }: Look): boolean {
  const reasons = due.map(({ reason }) => reason);
  return reasons.includes('confirm-removed') || (reasons.includes('held') && record.held?.reason === 'removals');
}

/** An order nobody met, or none left: a hint may be early, so it gets its looks; then nothing is left to do. */
async function lookLater(look: Look, deps: FanOutDeps): Promise<void> {
  const fresh = look.changes.some(({ cause }) => cause === 'webhook');
  const hinted = fresh || look.answered.some(({ reason }) => !UNHINTED.includes(reason));
  const next = hinted ? nextStaleLook(look.due, fresh, look.now) : undefined;
  await editAgenda(look, deps.table, () => owed(next, nextSendLook(look)));
}

/** Looks that no hint of CubiCasa's asked for. */
const UNHINTED: readonly AgendaEntry['reason'][] = ['repair', 'missing-product', 'send'];

function owed(...entries: readonly (AgendaEntry | undefined)[]): readonly AgendaEntry[] {
  return entries.filter((entry) => entry !== undefined);
}

/** The second read has its time from the first 404 on, however often the order is looked at in between. */
async function confirmLater(look: Look, deps: FanOutDeps): Promise<void> {
  await noteHint(look, deps);
  const dueAt = new Date(look.now + CONFIRM_AFTER_MS).toISOString();
  await editAgenda(look, deps.table, (entries) => {
    const waiting = entries.find(({ reason }) => reason === 'confirm-removed');
    const later = entries.map((entry) => (entry.dueAt < dueAt ? { ...entry, dueAt } : entry));
    return withEntry(later, waiting ?? { reason: 'confirm-removed', dueAt, attempt: 1 });
  });
}

async function removeOrHold(look: Look, deps: FanOutDeps): Promise<Look> {
  const hash = hashCanonical({ removed: true, orderId: look.orderId });
  switch (await judgeRemoval(look, deps)) {
    case 'hold':
      return holdRevision(look, { reason: 'removals', path: REMOVAL_PATH, hash }, deps);
    case 'ignore':
      return markRemoved(look, deps);
    case 'send':
      return sendRemoval(look, hash, deps);
  }
}

function sendRemoval(look: Look, hash: string, deps: FanOutDeps): Promise<Look> {
  const { record } = look.kept;
  const content = { hashVersion: HASH_VERSION, hash, linkless: hash };
  const at = new Date(look.now).toISOString();
  const removed: OrderRecord = { ...record, ...GONE, content, status: REMOVED_STATUS, changedAt: at };
  const { externalId } = record;
  const revision = { kind: 'removed', hash, differences: [], status: REMOVED_STATUS, order: null, assets: [] } as const;
  return makeRevision(look, { ...revision, externalId, record: removed }, deps);
}

const GONE = { removed: true, held: null, unconfirmed: null, validators: null, lists: null, listed: null } as const;

/**
 * Nothing is sent: nothing ever was of this order, or a person said that its removal is no news. Where a change of it
 * was told, a later read is delivered rather than adopted.
 */
async function markRemoved(look: Look, deps: FanOutDeps): Promise<Look> {
  const { record, rev } = look.kept;
  const baseline = record.baseline && !look.changes.some(tellsOfChange);
  // An old order that comes back is compared with what the baseline listed.
  const lists = baseline ? record.lists : null;
  const gone: OrderRecord = { ...record, ...GONE, lists, baseline, status: REMOVED_STATUS };
  return { ...look, kept: await saveOrder(deps.table, gone, rev) };
}
