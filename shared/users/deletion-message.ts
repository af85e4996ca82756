import { createHash } from 'node:crypto';
import type { OutgoingMessage } from '../queue/queue.ts';

/** One message of `user-deletions.fifo`: delete this user of an approved plan, or, without one, close the plan. */
export interface DeletionMessage {
  readonly v: 1;
  readonly account: string;
  readonly planId: string;
  readonly userId: string | null;
}

/** Deletions of an account go one after another. Another approval of the same plan is another message. */
export function toDeletionMessage(message: DeletionMessage, approvedAt: string): OutgoingMessage {
  const identity = JSON.stringify([message.account, message.planId, message.userId, approvedAt]);
  return {
    body: JSON.stringify(message),
    groupId: message.account,
    deduplicationId: createHash('sha256').update(identity).digest('hex'),
  };
}

/** @throws TypeError naming the field that is wrong. */
export function parseDeletionMessage(body: string): DeletionMessage {
  const value = parseObject(body);
  const { v, account, planId, userId } = value;
  if (v !== 1) throw new TypeError('deletion message: v must be 1');
  if (typeof account !== 'string' || account === '') throw new TypeError('deletion message: account must be a text');
  if (typeof planId !== 'string' || planId === '') throw new TypeError('deletion message: planId must be a text');
  if (userId !== null && (typeof userId !== 'string' || userId === '')) {
    throw new TypeError('deletion message: userId must be a text or null');
  }
  return { v, account, planId, userId };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // The parser's own message would quote the body.
  }
  throw new TypeError('deletion message: not a JSON object');
}
