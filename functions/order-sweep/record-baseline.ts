import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import type { Order } from '../../shared/cubicasa/index.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { StaleItemError } from '../../shared/ledger/table.ts';
import { parseBaseline } from '../../shared/orders/baseline.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import { listHashes, listItemHash } from '../../shared/orders/order-content.ts';
import { newOrderRecord, type OrderRecord, saveOrder } from '../../shared/orders/order-record.ts';
import { placeOf } from '../../shared/orders/place.ts';
import { noteCreators } from './note-creators.ts';
import type { SweepDeps } from './sweep-deps.ts';

const AT_ONCE = 8;

/**
 * Writes what exists into the ledger. Nothing is sent of it, but to destinations with `backfill`; what was made or
 * delivered while the baseline runs is asked for.
 */
export async function recordBaseline(
  account: string,
  items: readonly Order[],
  known: ReadonlyMap<string, OrderRecord>,
  deps: SweepDeps,
): Promise<OrderChange[]> {
  const unknown = items.filter(({ id }) => !known.has(id));
  const begunAt = await loadBegunAt(account, deps);
  const fresh = unknown.filter((item) => !isNewerThan(begunAt, item));
  await noteCreators(account, unknown, deps);
  await forEachAtOnce(fresh, AT_ONCE, (item) => recordOrder(account, item, deps));
  const at = new Date(deps.now()).toISOString();
  const meanwhile = unknown.filter((item) => isNewerThan(begunAt, item));
  const changed = meanwhile.map(
    ({ id }): OrderChange => ({ v: 1, account, orderId: id, cause: 'sweep', at, sweep: 'open' }),
  );
  const wanted = fresh
    .filter((item) => isWanted(item, deps))
    .map(({ id }): OrderChange => ({ v: 1, account, orderId: id, cause: 'sweep', at, backfill: true }));
  return [...changed, ...wanted];
}

/** Unix milliseconds at which the account's first baseline began, which may be an earlier run's. */
async function loadBegunAt(account: string, { table, now }: SweepDeps): Promise<number> {
  const baseline = parseBaseline(await table.get(keys.baseline(account)));
  return baseline === undefined ? now() : Date.parse(baseline.startedAt);
}

/** Made or delivered since the baseline began: no old order, but a change that somebody waits for. */
function isNewerThan(begunAt: number, { info }: Order): boolean {
  return Math.max(info?.created_at ?? 0, info?.first_delivered_at ?? 0) * 1_000 > begunAt;
}

async function recordOrder(account: string, item: Order, { table, now }: SweepDeps): Promise<void> {
  try {
    await saveOrder(table, baselineRecord(account, item, now()), 'absent');
  } catch (error) {
    // A webhook was first: what order-fan-out wrote knows more.
    if (!(error instanceof StaleItemError)) throw error;
  }
}

function baselineRecord(account: string, item: Order, now: number): OrderRecord {
  const { info } = item;
  const at = new Date(now).toISOString();
  const delivered = info?.first_delivered_at;
  return {
    ...newOrderRecord(account, item.id, at),
    externalId: info?.external_id ?? null,
    createdBy: info?.created_by ?? null,
    status: String(info?.status ?? ''),
    place: info?.status === 'Draft' ? placeOf(item) : null,
    baseline: true,
    lists: listHashes(item),
    listed: listItemHash(item, 'unknown'),
    deliveredAt: delivered ? new Date(delivered * 1_000).toISOString() : null,
    changedAt: info?.created_at ? new Date(info.created_at * 1_000).toISOString() : at,
  };
}

function isWanted({ info }: Order, { destinations }: SweepDeps): boolean {
  const delivered = info?.first_delivered_at;
  if (!delivered) return false;
  return destinations.some(({ backfill }) => backfill !== undefined && delivered * 1_000 >= Date.parse(backfill.since));
}
