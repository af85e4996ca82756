import type { SQSRecord } from 'aws-lambda';
import type { ChangeVisibility } from '../queue/change-visibility.ts';
import type { DeadLetterQueue } from '../queue/dead-letter.ts';
import type { DeliveryMessage } from './delivery-message.ts';
import { parseDeliveryMessage } from './delivery-message.ts';
import {
  admit,
  beginAttempt,
  forgetAttempts,
  type KeptProgress,
  type ProgressStore,
  recordDelivered,
} from './delivery-progress.ts';
import type { DeliveryReport } from './delivery-report.ts';
import { type AttemptOutcome, boundWait, nextAttempt, type RetryPolicy } from './next-attempt.ts';
import type { Noting } from './note-paused.ts';

/** Everything a delivery function touches. */
export interface DeliverDeps {
  readonly progress: ProgressStore;
  readonly deadLetters: DeadLetterQueue;
  readonly changeVisibility: ChangeVisibility;
  /** Whether an operator, or a 410, stopped the destination. */
  readonly isPaused: () => Promise<boolean>;
  readonly pause: (reason: 'gone') => Promise<void>;
  /** Notes the delivery for a later resume. */
  readonly note: (message: DeliveryMessage) => Promise<Noting>;
  /** Removes a note that an earlier try of the message may have left. */
  readonly takeBack: (message: DeliveryMessage) => Promise<void>;
  /** One try to bring the event to its destination; resolves with how it ended. */
  readonly attempt: (message: DeliveryMessage) => Promise<AttemptOutcome>;
  readonly policy: RetryPolicy;
  readonly report: DeliveryReport;
  readonly now: () => number;
  readonly random: () => number;
}

/** `done` is acknowledged; `put-off` goes back to the queue, hidden until its next attempt, ahead of its group. */
export type Handled = 'done' | 'put-off';

interface HeldDelivery {
  readonly message: DeliveryMessage;
  readonly kept: KeptProgress;
}

const OLDEST_MS = 10 * 86_400_000;
const PAUSED_WAIT_SECONDS = { placeless: 6 * 3_600, resumed: 1 } as const;

/** One record of a destination's queue, from parsing to its end. Throws only where our own stores are away. */
export async function deliver(record: SQSRecord, deps: DeliverDeps): Promise<Handled> {
  const message = parse(record);
  if (message === undefined) return giveUp(record, 'unreadable', deps);
  if (deps.now() - Number(record.attributes.SentTimestamp) > OLDEST_MS)
    return giveUp(record, 'expiring', deps, { message, kept: await deps.progress.load(message) });
  if (await deps.isPaused()) return hold(record, message, deps);
  if (Number(record.attributes.ApproximateReceiveCount) > 1) await deps.takeBack(message);
  const kept = await deps.progress.load(message);
  const admission = admit(kept.progress, message);
  if (admission !== 'deliver') {
    deps.report.skipped(message, admission);
    return 'done';
  }
  return attempt(record, { message, kept }, deps);
}

/** The attempt is counted before it is made, so that one which kills the function counts too. */
async function attempt(record: SQSRecord, { message, kept }: HeldDelivery, deps: DeliverDeps): Promise<Handled> {
  const { progress } = deps;
  const begun = await progress.update(message, kept, (known) => beginAttempt(known, message.event.id, deps.now()));
  const { current } = begun.progress;
  if (current === null) throw new Error('a delivery that began has an attempt');
  const outcome = await deps.attempt(message);
  switch (outcome.kind) {
    case 'delivered':
      await progress.update(message, begun, (known) => recordDelivered(known, message));
      deps.report.delivered(message, current.attempts);
      return 'done';
    case 'gone':
      // Told first: a process that ends in between would stop the destination without an alarm.
      deps.report.paused(message);
      await deps.pause('gone');
      await progress.update(message, begun, forgetAttempts);
      return hold(record, message, deps);
    case 'undeliverable':
      return giveUp(record, outcome.reason, deps, { message, kept: begun });
    case 'postponed':
      await progress.update(message, begun, forgetAttempts);
      return putOff(record, message, { reason: outcome.reason, seconds: boundWait(outcome.waitMs / 1_000) }, deps);
    case 'failed': {
      const next = nextAttempt(current, outcome, deps.now(), deps.random, deps.policy);
      if (next.do === 'give-up') return giveUp(record, next.reason, deps, { message, kept: begun });
      return putOff(record, message, next, deps);
    }
  }
}

async function hold(record: SQSRecord, message: DeliveryMessage, deps: DeliverDeps): Promise<Handled> {
  const noting = await deps.note(message);
  if (noting !== 'noted')
    return putOff(record, message, { reason: 'paused', seconds: PAUSED_WAIT_SECONDS[noting] }, deps);
  deps.report.noted(message);
  return 'done';
}

async function putOff(
  record: SQSRecord,
  message: DeliveryMessage,
  { reason, seconds }: { readonly reason: string; readonly seconds: number },
  deps: DeliverDeps,
): Promise<Handled> {
  await deps.changeVisibility(record.receiptHandle, seconds);
  deps.report.putOff(message, reason, seconds);
  return 'put-off';
}

/** To the dead-letter queue first, acknowledged after: the order's next revision goes on. */
async function giveUp(record: SQSRecord, reason: string, deps: DeliverDeps, held?: HeldDelivery): Promise<Handled> {
  const { body, messageId, attributes } = record;
  const groupId = attributes.MessageGroupId;
  await deps.deadLetters.send({ body, messageId, groupId, reason, sequence: held?.message.sequence });
  if (held !== undefined) await deps.progress.update(held.message, held.kept, forgetAttempts);
  deps.report.givenUp(held?.message, reason);
  return 'done';
}

function parse(record: SQSRecord): DeliveryMessage | undefined {
  try {
    return parseDeliveryMessage(record);
  } catch {
    return undefined;
  }
}
