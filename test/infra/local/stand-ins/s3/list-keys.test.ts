import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listKeys } from '../../../../../infra/local/stand-ins/s3/list-keys.ts';

const keys = fc
  .uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '/'), minLength: 1, maxLength: 5 }))
  .map((list) => list.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));

test('pages of any size together hold every key and prefix once, in order', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 4 }), fc.constantFrom('', '/'), (sorted, maxKeys, delimiter) => {
      const whole = listKeys(sorted, { prefix: '', delimiter, after: '', maxKeys: 1_000 });
      const paged = { keys: [] as string[], prefixes: [] as string[] };
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page = listKeys(sorted, { prefix: '', delimiter, after, maxKeys });
        paged.keys.push(...page.keys);
        paged.prefixes.push(...page.commonPrefixes);
        after = page.next;
      }
      expect(paged).toEqual({ keys: whole.keys, prefixes: whole.commonPrefixes });
    }),
  );
});

test.each([
  [{ prefix: 'a/' }, ['a/1', 'a/2'], []],
  [{ delimiter: '/' }, ['b'], ['a/', 'c/']],
  [{ prefix: 'a/', delimiter: '/' }, ['a/1', 'a/2'], []],
  [{ after: 'a/1' }, ['a/2', 'b', 'c/1'], []],
  [{ prefix: 'z' }, [], []],
])('%j', (request, expected, prefixes) => {
  const all = { prefix: '', delimiter: '', after: '', maxKeys: 1_000, ...request };
  expect(listKeys(['a/1', 'a/2', 'b', 'c/1'], all)).toEqual({ keys: expected, commonPrefixes: prefixes });
});
