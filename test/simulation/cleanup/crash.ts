import type { Table } from '../../../shared/ledger/table.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import type { Chance } from './random.ts';

/** The process ends in the middle of something. */
export class Crash extends Error {}

export interface Crashing {
  /** Chance that a write does not happen, or that nobody hears that it did. */
  share: number;
}

/** Dies before or after a write, as a function does that times out. */
async function crashy<T>(work: () => Promise<T>, chance: Chance, { share }: Crashing): Promise<T> {
  if (chance.below(share)) throw new Crash('before a write');
  const result = await work();
  if (chance.below(share)) throw new Crash('after a write');
  return result;
}

export function crashyTable(table: Table, chance: Chance, crashing: Crashing): Table {
  return {
    ...table,
    put: (item, expected) => crashy(() => table.put(item, expected), chance, crashing),
    remove: (key, expected) => crashy(() => table.remove(key, expected), chance, crashing),
  };
}

export function crashyBucket(bucket: Bucket, chance: Chance, crashing: Crashing): Bucket {
  return {
    ...bucket,
    put: (key, body) => crashy(() => bucket.put(key, body), chance, crashing),
    putOnce: (key, body) => crashy(() => bucket.putOnce(key, body), chance, crashing),
  };
}
