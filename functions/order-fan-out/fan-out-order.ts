import { noteWebhook } from '../../shared/accounts/channel.ts';
import { StaleItemError } from '../../shared/ledger/table.ts';
import { MissingContentError } from '../../shared/orders/revision-content.ts';
import { log } from '../../shared/telemetry/log.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { FoldedOrder } from './fold-changes.ts';
import { handleAbsence } from './handle-absence.ts';
import { handleOrder } from './handle-order.ts';
import { type Look, openLook } from './look.ts';
import { postpone, postponeFailed, UNANSWERED_LOOKS } from './postpone.ts';
import { readOrder } from './read-order.ts';
import { sendWaiting } from './send-revision.ts';

const RACES = 5;

/**
 * One look at one order: what waits is sent first, then the order is read and whatever is new becomes a revision.
 * Returns once nothing of the look lives in memory alone; throws only where AWS failed, after which it comes again.
 */
export async function fanOutOrder(folded: FoldedOrder, deps: FanOutDeps): Promise<void> {
  for (let race = 1; ; race++) {
    try {
      return await lookAtOrder(folded, deps);
    } catch (error) {
      if (isPoison(error)) return giveUp(folded, error, deps);
      // Another worker was first: it sent what it claimed, this one starts over and has sent nothing new.
      if (!(error instanceof StaleItemError) || race === RACES) throw error;
    }
  }
}

async function lookAtOrder(folded: FoldedOrder, deps: FanOutDeps): Promise<void> {
  const opened = await openLook(deps.table, folded, deps.destinations, deps.now());
  await noteChannel(opened, deps);
  const look = await sendWaiting(opened, deps);
  if (mustWait(look) || !deps.hasTimeToRead()) return postpone(look, deps);
  try {
    await readAndHandle(look, deps);
  } catch (error) {
    if (!isPoison(error)) throw error;
    log.error('look.poisoned', { account: look.account, orderId: look.orderId }, error);
    await postponeFailed(look, error, deps);
  }
}

async function readAndHandle(look: Look, deps: FanOutDeps): Promise<void> {
  const read = await readOrder(look, deps);
  switch (read.kind) {
    case 'order':
      return handleOrder(look, read.order, deps);
    case 'absent':
      return handleAbsence(look, deps);
    case 'away':
      return postpone(look, deps, read.retryAfterMs);
    case 'failed':
      return postponeFailed(look, read.error, deps);
    case 'unanswered':
      return postponeFailed(look, read.error, deps, UNANSWERED_LOOKS);
  }
}

/** What the ledger or the revision store holds of it cannot be worked on: a person has to look. */
async function giveUp({ account, orderId, changes }: FoldedOrder, error: Error, deps: FanOutDeps): Promise<void> {
  log.error('look.poisoned', { account, orderId }, error);
  await deps.deadLetter(changes, error.message);
  deps.report('order-dead-lettered', { account, orderId, error: error.name });
}

/** What was read cannot be worked on or stored, now or at the next try: its group must not wait for it. */
function isPoison(error: unknown): error is Error {
  const kinds = [TypeError, RangeError, SyntaxError, MissingContentError];
  if (kinds.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && error.name === 'ValidationException';
}

/** Webhooks come: an account whose orders change without any is silent. */
async function noteChannel({ account, changes, channel }: Look, { table }: FanOutDeps): Promise<void> {
  const webhook = changes.findLast(({ cause }) => cause === 'webhook');
  if (webhook === undefined) return;
  await noteWebhook(table, account, channel, { at: webhook.at, token: webhook.token ?? 'current' });
}

/** While an account is parked only a probe reads. */
function mustWait({ breaker, changes }: Look): boolean {
  return breaker.parked !== null && !changes.some(({ cause }) => cause === 'probe');
}
