import { loadAccountState } from '../../../shared/accounts/account-state.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { type Baseline, parseBaseline } from '../../../shared/orders/baseline.ts';
import { parseOrderRecord, saveOrder } from '../../../shared/orders/order-record.ts';
import { loadContent, type OrderEventContent } from '../../../shared/orders/revision-content.ts';
import { saveRevisionItem } from '../../../shared/orders/revision-item.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import { requireAccount } from '../accounts/require-account.ts';
import { rebuiltItem, rebuiltRecord } from './rebuilt-record.ts';
import { listStoredOrders, type StoredOrder } from './stored-orders.ts';

export interface RebuildDeps {
  readonly table: Table;
  readonly revisions: Bucket;
}

export interface RebuildRequest {
  readonly account: string;
  readonly execute: boolean;
  /** Hears how many orders were gone through, now and then. */
  readonly tell?: (orders: number) => void;
}

export interface RebuiltLedger {
  readonly account: string;
  /** Orders of which revisions are stored. */
  readonly orders: number;
  /** Those that the ledger lacked, or knew by an earlier revision. */
  readonly lacking: number;
  /** Of the sequences from now on: every later one sorts behind every earlier one. Null where nothing is stored. */
  readonly generation: number | null;
  /** ISO instant of the last revision that is stored. */
  readonly lastRevisionAt: string | null;
  readonly rebuilt: boolean;
  /** Commands that bring the account back to work. */
  readonly next: readonly string[];
}

const DAY_MS = 86_400_000;
const TELL_EVERY = 1_000;
/** Orders that are worked on at the same time. */
const AT_ONCE = 16;

/**
 * Makes an account's orders anew from the stored revisions, after the ledger was lost or set back, and begins a new
 * generation of sequences. The account's next sweep is its baseline: what was made or delivered since a day before the
 * last stored revision is asked for, older orders that never had one are taken for known. What the ledger knows by the
 * same or a later revision stays, so that it can be done again. Without `execute` it only counts.
 * @throws Error for an account that is not there, or that works: it has to be paused, lest it names revisions meanwhile.
 */
export async function rebuildLedger(deps: RebuildDeps, request: RebuildRequest): Promise<RebuiltLedger> {
  const { account, execute, tell } = request;
  await requireAccount(deps.table, account);
  if (execute) await requirePaused(deps.table, account);
  const seen = { orders: 0, lacking: 0, generation: 0, lastRevisionAt: null as string | null };
  const waiting = listStoredOrders(deps.revisions, account);
  await Promise.all(Array.from({ length: AT_ONCE }, restoreWaiting));
  const { orders, lacking, lastRevisionAt } = seen;
  const counted = { account, orders, lacking, lastRevisionAt };
  if (lastRevisionAt === null) return { ...counted, generation: null, rebuilt: false, next: [] };
  const generation = await beginGeneration(deps.table, account, { ...seen, lastRevisionAt }, execute);
  return { ...counted, generation, rebuilt: execute, next: execute ? nextCommands(account, lastRevisionAt) : [] };

  async function restoreWaiting(): Promise<void> {
    for await (const stored of waiting) {
      const { content, contentKey } = await loadLatest(deps.revisions, stored);
      if (await restore(deps.table, content, contentKey, execute)) seen.lacking += 1;
      seen.orders += 1;
      seen.generation = Math.max(seen.generation, Number(stored.sequence.split('-')[0]));
      if (seen.lastRevisionAt === null || content.time > seen.lastRevisionAt) seen.lastRevisionAt = content.time;
      if (seen.orders % TELL_EVERY === 0) tell?.(seen.orders);
    }
  }
}

/** What was on its way when the ledger was lost is sent again, under the delivery ids it had. */
function nextCommands(account: string, lastRevisionAt: string): string[] {
  const since = new Date(Date.parse(lastRevisionAt) - DAY_MS).toISOString().slice(0, 10);
  return [
    `relay accounts configure ${account} --resume`,
    `relay sweep --account ${account}`,
    `relay orders replay --account ${account} --since ${since} --destination <each> --yes`,
  ];
}

async function requirePaused(table: Table, account: string): Promise<void> {
  if ((await loadAccountState(table, account)).reason === 'paused') return;
  throw new Error(`account ${account} is at work: \`relay accounts configure ${account} --pause\` first`);
}

async function loadLatest(revisions: Bucket, { contentKeys }: StoredOrder) {
  const stored = await Promise.all(
    contentKeys.map(async (contentKey) => ({ contentKey, content: await loadContent(revisions, contentKey) })),
  );
  return stored.reduce((one, other) => (other.content.time > one.content.time ? other : one));
}

/** Whether the ledger lacked it. */
async function restore(
  table: Table,
  content: OrderEventContent,
  contentKey: string,
  execute: boolean,
): Promise<boolean> {
  const { account, subject, sequence } = content;
  const item = await table.get(keys.order(account, subject));
  const known = item === undefined ? null : parseOrderRecord(item).sequence;
  if (known !== null && known >= sequence) return false;
  if (!execute) return true;
  await saveRevisionItem(table, rebuiltItem(content, contentKey));
  await saveOrder(table, rebuiltRecord(content, contentKey), item?.rev ?? 'absent');
  return true;
}

/** The baseline is to be taken anew, under the next generation. */
async function beginGeneration(
  table: Table,
  account: string,
  seen: { readonly generation: number; readonly lastRevisionAt: string },
  execute: boolean,
): Promise<number> {
  const known = parseBaseline(await table.get(keys.baseline(account)));
  const generation = Math.max(seen.generation, known?.generation ?? 0) + 1;
  if (!execute) return generation;
  const startedAt = new Date(Date.parse(seen.lastRevisionAt) - DAY_MS).toISOString();
  const data: Baseline = { v: 1, generation, startedAt, completedAt: null, orders: 0 };
  await table.put({ ...keys.baseline(account), data }, 'any');
  return generation;
}
