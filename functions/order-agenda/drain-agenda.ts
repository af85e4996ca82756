import { type Breaker, parseBreaker } from '../../shared/accounts/breaker.ts';
import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import { indexes, keys } from '../../shared/ledger/keys.ts';
import { StaleItemError, type StoredItem, type Table } from '../../shared/ledger/table.ts';
import { parseAgendaItem } from '../../shared/orders/agenda.ts';
import { type ChangeCause, orderChangeMessage } from '../../shared/orders/order-change.ts';
import type { Queue } from '../../shared/queue/queue.ts';
import { requestIdOf } from '../../shared/queue/request-id.ts';

export interface DrainAgendaDeps {
  readonly table: Table;
  readonly orderChanges: Queue;
  readonly now: () => number;
  /** False once too little of the invocation is left; what is due waits for the next minute. */
  readonly hasTime: () => boolean;
}

/** About what an account's four groups can read in a minute; more would only wait in front of fresh webhooks. */
const ORDERS_A_MINUTE = 400;
/** From so many due orders on, what is still on its way counts: an account that reads slowly gets no more than it reads. */
const CROWD = 100;
const SENDS_AT_ONCE = 8;
/** An order that was sent and never looked at is sent again after this: nothing is lost between drain and look. */
const RETURN_MS = 900_000;

/** Sends the orders of one account whose time has come; while the account is parked, one probe a minute. */
export async function drainAgenda(account: string, deps: DrainAgendaDeps): Promise<number> {
  const breaker = parseBreaker(await deps.table.get(keys.breaker(account)));
  if (breaker.parked !== null) return probe(account, breaker, deps);
  const due = await listDue(account, { by: deps.now(), limit: ORDERS_A_MINUTE }, deps);
  const room = due.length < CROWD ? due.length : ORDERS_A_MINUTE - (await countOnTheWay(account, deps));
  let sent = 0;
  await forEachAtOnce(due.slice(0, Math.max(0, room)), SENDS_AT_ONCE, async (item) => {
    if (!deps.hasTime()) return;
    await sendOrder(account, item, 'agenda', deps);
    sent += 1;
  });
  return sent;
}

/** Orders that were sent and not looked at yet: their items' time was put ahead, and their entries are due. */
async function countOnTheWay(account: string, { table, now }: DrainAgendaDeps): Promise<number> {
  const [since, until] = [new Date(now()).toISOString(), new Date(now() + RETURN_MS).toISOString()];
  const { items } = await table.listByTime(indexes.agenda(account), { since, until, limit: 2 * ORDERS_A_MINUTE });
  return items.map(parseAgendaItem).filter(({ dueAt }) => dueAt < since).length;
}

/** A probe's look comes a moment after the drain that sent it, and the next one is due a minute after the look. */
const PROBE_SLACK_MS = 5_000;

async function probe(account: string, breaker: Breaker, deps: DrainAgendaDeps): Promise<number> {
  const soon = deps.now() + PROBE_SLACK_MS;
  const tooEarly = breaker.probeAt !== null && Date.parse(breaker.probeAt) > soon;
  if (tooEarly || breaker.parked?.reason === 'paused') return 0;
  const [oldest] = await listDue(account, { by: soon, limit: 1 }, deps);
  if (oldest === undefined) return 0;
  await sendOrder(account, oldest, 'probe', deps);
  return 1;
}

async function listDue(
  account: string,
  { by, limit }: { readonly by: number; readonly limit: number },
  { table }: DrainAgendaDeps,
): Promise<readonly StoredItem[]> {
  const until = new Date(by).toISOString();
  const { items } = await table.listByTime(indexes.agenda(account), { until, limit });
  return items;
}

/** The message first, then the item's time ahead: a crash in between sends the order twice, never not at all. */
async function sendOrder(
  account: string,
  item: StoredItem,
  cause: ChangeCause,
  { table, orderChanges, now }: DrainAgendaDeps,
): Promise<void> {
  const { orderId } = parseAgendaItem(item);
  const at = new Date(now()).toISOString();
  await orderChanges.send(orderChangeMessage({ v: 1, account, orderId, cause, at }, requestId(item, cause)));
  const index = { partition: indexes.agenda(account), at: new Date(now() + RETURN_MS).toISOString() };
  try {
    await table.put({ pk: item.pk, sk: item.sk, data: item.data, index }, item.rev);
  } catch (error) {
    // The look it asked for was quicker and wrote the agenda anew.
    if (!(error instanceof StaleItemError)) throw error;
  }
}

/** New for every time an item falls due, the same for two drains that meet. */
function requestId(item: StoredItem, cause: ChangeCause): string {
  return requestIdOf(item.pk, item.rev, item.index?.at, cause);
}
