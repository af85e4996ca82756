import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const tests = globSync('test/**/*.test.ts').filter((file) => !file.endsWith('promises.test.ts'));
const names = tests.map((file) => readFileSync(file, 'utf8')).join('\n');

describe('every promise of the product', () => {
  it.each(Array.from({ length: 10 }, (_, index) => `[P${index + 1}]`))(
    '%s is asserted by a test that says so',
    (tag) => {
      expect(names.includes(tag)).toBe(true);
    },
  );
});
