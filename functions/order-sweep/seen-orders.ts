import { keys } from '../../shared/ledger/keys.ts';
import type { Table } from '../../shared/ledger/table.ts';
import type { SweepState } from './sweep-state.ts';

/** Open orders that a run listed, where it takes more than one slice: shape 1. */
interface SeenChunk {
  readonly v: 1;
  readonly orderIds: readonly string[];
}

const TWO_DAYS_SECONDS = 172_800;
const CHUNK = 4_000;

function chunkKey(account: string, run: string, chunk: number) {
  const { pk, sk } = keys.sweep(account, 'open');
  return { pk, sk: `${sk}#seen#${run}#${chunk}` };
}

/** Keeps the ids of a slice for the end of the run; says how many chunks there are now. */
export async function keepSeen(
  table: Table,
  account: string,
  state: SweepState,
  orderIds: readonly string[],
  now: number,
): Promise<number> {
  let chunks = state.seenChunks;
  const expiresAt = Math.floor(now / 1_000) + TWO_DAYS_SECONDS;
  for (let start = 0; start < orderIds.length; start += CHUNK) {
    const data: SeenChunk = { v: 1, orderIds: orderIds.slice(start, start + CHUNK) };
    await table.put({ ...chunkKey(account, state.run, chunks), data, expiresAt }, 'any');
    chunks += 1;
  }
  return chunks;
}

/** Everything the run listed before this slice. */
export async function loadSeen(table: Table, account: string, { run, seenChunks }: SweepState): Promise<Set<string>> {
  const wanted = Array.from({ length: seenChunks }, (_, chunk) => chunkKey(account, run, chunk));
  const items = await table.getMany(wanted);
  return new Set(items.flatMap(({ data }) => (data as SeenChunk).orderIds));
}
