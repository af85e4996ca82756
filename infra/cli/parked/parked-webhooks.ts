import { parseWebhook } from '../../../shared/cubicasa/webhook.ts';
import { orderChangeMessage } from '../../../shared/orders/order-change.ts';
import type { Queue } from '../../../shared/queue/queue.ts';
import { requestIdOf } from '../../../shared/queue/request-id.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';

/** Keys of bodies that no parser knew, oldest day first. */
export async function listParked(revisions: Bucket, account: string | undefined): Promise<readonly string[]> {
  const prefix = account === undefined ? 'parked/' : `parked/${account}/`;
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await revisions.list(prefix, after);
    found.push(...page.keys);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** @throws Error when nothing lies under the key. */
export async function readParked(revisions: Bucket, key: string): Promise<string> {
  const body = await revisions.get(parkedKey(key));
  if (body === undefined) throw new Error(`nothing is parked under ${key}`);
  return body;
}

export interface ParkedReplay {
  readonly orderChanges: Queue;
  /** Unix milliseconds. */
  readonly now: number;
  /** False: only says whose webhook it is. */
  readonly execute: boolean;
}

/**
 * Reads a parked body as a webhook again, sends it on as the hint it is, and drops it; says which order it is about.
 * @throws UnknownWebhookError while this version does not know it either; it stays parked then.
 */
export async function replayParked(
  revisions: Bucket,
  key: string,
  { orderChanges, now, execute }: ParkedReplay,
): Promise<string> {
  const webhook = parseWebhook(JSON.parse(await readParked(revisions, key)));
  if (!execute) return webhook.id;
  const [, account = ''] = parkedKey(key).split('/');
  const hint = {
    status: webhook.current_status,
    previousStatus: webhook.previous_status ?? null,
    productType: webhook.product_type ?? null,
  };
  const at = new Date(now).toISOString();
  const change = { v: 1, account, orderId: webhook.id, cause: 'webhook', at, hint } as const;
  await orderChanges.send(orderChangeMessage(change, requestIdOf('parked', key, at)));
  await revisions.remove(parkedKey(key));
  return webhook.id;
}

/** Deletes a body, with `execute`. @throws Error when nothing lies under the key. */
export async function dropParked(revisions: Bucket, key: string, { execute }: { execute: boolean }): Promise<void> {
  await readParked(revisions, key);
  if (execute) await revisions.remove(parkedKey(key));
}

function parkedKey(key: string): string {
  if (!key.startsWith('parked/')) throw new TypeError('a parked webhook is named by its key: parked/<account>/…');
  return key;
}
