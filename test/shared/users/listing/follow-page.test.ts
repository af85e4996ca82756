import { describe, expect, it } from 'vitest';
import { followPage, NO_TRAIL } from '../../../../shared/users/listing/follow-page.ts';

const trail = { lastIds: ['a', 'b', 'c'], overlap: null };

describe('a page that follows on the last one', () => {
  it.each([
    ['the first page', NO_TRAIL, ['a', 'b'], 0],
    ['one item early', trail, ['c', 'd'], 1],
    ['a count that begins with one', trail, ['b', 'c', 'd'], 2],
    ['like the pages before', { ...trail, overlap: 1 }, ['c', 'd'], 1],
    ['somebody went away', trail, ['d', 'e'], undefined],
    ['somebody came after pages that fitted', { ...trail, overlap: 1 }, ['b', 'c', 'd'], undefined],
    ['two came', trail, ['a', 'b', 'c', 'd'], undefined],
    ['another order', trail, ['a', 'c', 'd'], undefined],
    ['nothing where more was promised', trail, [], undefined],
  ])('%s', (_what, before, ids, shared) => {
    expect(followPage(before, ids)).toBe(shared);
  });
});
