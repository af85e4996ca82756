import { type AgendaEntry, withEntry, withoutReasons } from '../../shared/orders/agenda.ts';
import { type OrderRecord, saveOrder } from '../../shared/orders/order-record.ts';
import { isHintedLook } from '../../shared/orders/owed-look.ts';
import { editAgenda } from './edit-agenda.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { wantsBackfill } from './select-destinations.ts';
import { nextSendLook } from './unsent-looks.ts';
import { latestWebhookAt } from './webhook-at.ts';

const PARKED_LOOK_MS = 60_000;
/** About six hours for what was answered and cannot be worked on. */
const FAILED_LOOKS = 10;
/** Over four days for an order that gets no answer while others do: longer than CubiCasa is away for a part of them. */
export const UNANSWERED_LOOKS = 100;
const LONGEST_BACKOFF_MS = 3_600_000;

/** The account has to wait: the order is noted for as long as that lasts, and what asked for the look is acknowledged. */
export async function postpone(look: Look, deps: FanOutDeps, retryAfterMs = 0): Promise<void> {
  const attempt = (look.due.find(({ reason }) => reason === 'parked')?.attempt ?? 0) + 1;
  const dueAt = new Date(look.now + Math.max(PARKED_LOOK_MS, retryAfterMs)).toISOString();
  await noteHint(look, deps);
  await putOff(look, { reason: 'parked', dueAt, attempt }, deps);
}

/** The order itself could not be read or worked on: backoff in the agenda, and after its budget the dead-letter queue. */
export async function postponeFailed(
  look: Look,
  error: Error & { readonly retryAfterMs?: number | undefined },
  deps: FanOutDeps,
  looks = FAILED_LOOKS,
): Promise<void> {
  const entry = nextFailedLook(look, looks, error.retryAfterMs ?? 0);
  await noteHint(look, deps);
  if (entry !== undefined) return putOff(look, entry, deps);
  const owed = isHintedLook(look.answered, look.changes) ? { owed: true } : {};
  await deps.deadLetter(
    look.changes.map((change) => ({ ...change, ...owed })),
    error.message,
  );
  deps.report('order-dead-lettered', { account: look.account, orderId: look.orderId, error: error.name });
  const send = nextSendLook(look);
  const due = look.due.map(({ reason }) => reason);
  await editAgenda(look, deps.table, (entries) => {
    const rest = withoutReasons(entries, due);
    return send === undefined ? rest : withEntry(rest, send);
  });
}

/** Everything that is due waits for the same look: left in the past, it would bring the order back every minute. */
async function putOff(look: Look, entry: AgendaEntry, { table }: FanOutDeps): Promise<void> {
  const noted: AgendaEntry = {
    ...entry,
    ...(wantsBackfill(look) ? { backfill: true } : {}),
    ...(isHintedLook(look.answered, look.changes) ? { hinted: true } : {}),
  };
  await editAgenda(look, table, (entries) => {
    const later = entries.map((one) => (one.dueAt < noted.dueAt ? { ...one, dueAt: noted.dueAt } : one));
    return withEntry(later, noted);
  });
}

/** A failure in between, while the next try has its time, is none of the budget: sweeps ask every quarter of an hour. */
function nextFailedLook({ agenda, due, now }: Look, looks: number, retryAfterMs: number): AgendaEntry | undefined {
  const last = agenda.entries.find(({ reason }) => reason === 'failed');
  if (last !== undefined && !due.includes(last)) return last;
  const attempt = (last?.attempt ?? 0) + 1;
  if (attempt > looks) return undefined;
  const waitMs = Math.max(retryAfterMs, Math.min(LONGEST_BACKOFF_MS, 60_000 * 2 ** Math.min(attempt - 1, 6)));
  return { reason: 'failed', dueAt: new Date(now + waitMs).toISOString(), attempt };
}

/**
 * What came is remembered although nothing could be read: after a webhook a later repair is none, and an order of the
 * baseline is no more to be adopted in silence.
 */
export async function noteHint(look: Look, { table }: FanOutDeps): Promise<void> {
  const { record, rev } = look.kept;
  const webhookAt = latestWebhookAt(record, look.changes);
  const baseline = record.baseline && !look.changes.some(({ cause }) => cause === 'webhook');
  if (webhookAt === record.webhookAt && baseline === record.baseline) return;
  const noted: OrderRecord = { ...record, webhookAt, baseline };
  await saveOrder(table, noted, rev);
}
