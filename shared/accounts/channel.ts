import { keys } from '../ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../ledger/table.ts';

/** When webhooks of an account last came, to the hour, and under which token: shape 1. */
export interface Channel {
  readonly v: 1;
  readonly webhookAt: string;
  /** ISO instants; a rotated token may go once it is idle and the new one was seen. */
  readonly tokens: { readonly current?: string; readonly previous?: string };
}

const HOUR_MS = 3_600_000;

export function parseChannel(item: StoredItem | undefined): Channel | undefined {
  if (item === undefined) return undefined;
  const channel = item.data as Channel;
  if (channel.v !== 1) throw new TypeError(`channel of ${item.pk} has an unknown version`);
  return channel;
}

/** Notes that webhooks come, at most once an hour and token, so that a busy account has no hot item. */
export async function noteWebhook(
  table: Table,
  account: string,
  known: Channel | undefined,
  seen: { readonly at: string; readonly token: 'current' | 'previous' },
): Promise<void> {
  const before = known?.tokens[seen.token];
  if (before !== undefined && Date.parse(seen.at) - Date.parse(before) < HOUR_MS) return;
  const item = await table.get(keys.channel(account));
  const stored = parseChannel(item);
  const webhookAt = [stored?.webhookAt ?? '', seen.at].sort().at(-1) ?? seen.at;
  const data: Channel = { v: 1, webhookAt, tokens: { ...stored?.tokens, [seen.token]: seen.at } };
  try {
    await table.put({ ...keys.channel(account), data }, item?.rev ?? 'absent');
  } catch (error) {
    // Another worker noted the same hour.
    if (!(error instanceof StaleItemError)) throw error;
  }
}
