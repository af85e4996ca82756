import type { Bucket } from '../../shared/storage/bucket.ts';

const KEYS_PER_PAGE = 1_000;

/** A bucket in memory, immediate and deterministic. */
export interface MemoryBucket extends Bucket {
  /** Everything that is stored, by key. */
  readonly objects: ReadonlyMap<string, string>;
}

export function createMemoryBucket(name: string): MemoryBucket {
  const objects = new Map<string, string>();
  return {
    name,
    objects,
    get: async (key) => objects.get(key),
    async putOnce(key, body) {
      if (objects.has(key)) return 'present';
      objects.set(key, body);
      return 'written';
    },
    async put(key, body) {
      objects.set(key, body);
    },
    async list(prefix, after = '') {
      const left = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
      const keys = left.slice(0, KEYS_PER_PAGE);
      return { keys, next: left.length > keys.length ? keys.at(-1) : undefined };
    },
    async remove(key) {
      objects.delete(key);
    },
  };
}
