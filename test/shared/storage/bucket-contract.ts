import { beforeEach, describe, expect, test } from 'vitest';
import type { Bucket } from '../../../shared/storage/bucket.ts';

/** What every bucket does, whichever it is. `create` gives an empty one. */
export function describeBucket(name: string, create: () => Promise<Bucket>): void {
  describe(name, () => {
    let bucket: Bucket;
    beforeEach(async () => {
      bucket = await create();
    });

    test('gives back the text that was put, and nothing where nothing was', async () => {
      await bucket.put('revisions/default/o1.json', '{"text":"äß€"}');
      expect(await bucket.get('revisions/default/o1.json')).toBe('{"text":"äß€"}');
      expect(await bucket.get('revisions/default/o2.json')).toBeUndefined();
    });

    test('a put replaces, a put once does not', async () => {
      expect(await bucket.putOnce('a', 'first')).toBe('written');
      expect(await bucket.putOnce('a', 'second')).toBe('present');
      expect(await bucket.get('a')).toBe('first');
      await bucket.put('a', 'third');
      expect(await bucket.get('a')).toBe('third');
    });

    test('keys with spaces, plus signs and letters of any language come back as they are', async () => {
      const key = 'archive/Mäki & Co/a b+c%20=?#/1.json';
      await bucket.put(key, 'x');
      expect(await bucket.get(key)).toBe('x');
      expect((await bucket.list('archive/')).keys).toEqual([key]);
    });

    test('lists keys under a prefix in key order and goes on after a key', async () => {
      for (const key of ['b/2', 'a/1', 'b/1', 'b/3']) await bucket.put(key, 'x');
      expect(await bucket.list('b/')).toEqual({ keys: ['b/1', 'b/2', 'b/3'], next: undefined });
      expect((await bucket.list('b/', 'b/1')).keys).toEqual(['b/2', 'b/3']);
      expect((await bucket.list('c/')).keys).toEqual([]);
    });

    test('removes, also what is not there', async () => {
      await bucket.put('a', 'x');
      await bucket.remove('a');
      await bucket.remove('a');
      expect(await bucket.get('a')).toBeUndefined();
    });
  });
}
