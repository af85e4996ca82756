import { hash } from 'node:crypto';
import type { OutgoingMessage } from '../queue/queue.ts';

/** What made us look at an order. Only a webhook carries a hint; none carries content. */
export type ChangeCause = 'webhook' | 'sweep' | 'agenda' | 'probe';

/** What CubiCasa's call said. Never trusted, never sent on: it tells how hard to look. */
export interface WebhookHint {
  readonly status: string;
  readonly previousStatus: string | null;
  readonly productType: string | null;
}

/** Message of `order-changes.fifo`: look at this order. */
export interface OrderChange {
  readonly v: 1;
  readonly account: string;
  readonly orderId: string;
  readonly cause: ChangeCause;
  /** ISO instant at which the cause was noticed. */
  readonly at: string;
  readonly hint?: WebhookHint;
  /** Webhooks: whether the previous token was used, so that rotation knows when the old one is idle. */
  readonly token?: 'current' | 'previous';
  readonly sweep?: 'open' | 'deep' | 'full';
  /** The list item's hash as the sweep saw it; kept once the order was read. */
  readonly listHash?: string;
  /** An old order that destinations with `backfill` are to get. */
  readonly backfill?: boolean;
  /** A dead letter of looks that a hint asked for: what it told of is still to be found. */
  readonly owed?: boolean;
}

/** SQS lets one invocation work per group: at most four calls at once for an account. */
export const GROUPS_PER_ACCOUNT = 4;

export function orderChangeGroup(orderId: string): number {
  const firstByte = Number.parseInt(hash('sha256', orderId).slice(0, 2), 16);
  return firstByte % GROUPS_PER_ACCOUNT;
}

export function orderChangeGroupId(account: string, orderId: string): string {
  return `${account}.${orderChangeGroup(orderId)}`;
}

/** @param deduplicationId the request's own, so that the queue never takes two calls for one. */
export function orderChangeMessage(change: OrderChange, deduplicationId: string): OutgoingMessage {
  return {
    body: JSON.stringify(change),
    groupId: orderChangeGroupId(change.account, change.orderId),
    deduplicationId,
  };
}

/** Whether something says that the order changed: CubiCasa's call, or a list that shows it otherwise than before. */
export function tellsOfChange({ cause, sweep }: Pick<OrderChange, 'cause' | 'sweep'>): boolean {
  return cause === 'webhook' || sweep === 'open' || sweep === 'full';
}

/** The ledger's keys and the revisions' names hold it; CubiCasa's own are UUIDs. */
const LONGEST_ORDER_ID = 200;

const CAUSES: readonly ChangeCause[] = ['webhook', 'sweep', 'agenda', 'probe'];

/** @throws TypeError naming the field that is wrong. */
export function parseOrderChange(body: string): OrderChange {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null) throw new TypeError('order change: not an object');
  const change = value as OrderChange;
  if (change.v !== 1) throw new TypeError(`order change: v must be 1, not ${JSON.stringify(change.v)}`);
  for (const field of ['account', 'orderId', 'at'] as const) {
    if (typeof change[field] !== 'string' || change[field] === '')
      throw new TypeError(`order change: ${field} is missing`);
  }
  if (change.orderId.length > LONGEST_ORDER_ID) throw new TypeError('order change: orderId is too long');
  if (!CAUSES.includes(change.cause)) throw new TypeError('order change: cause is unknown');
  return change;
}
