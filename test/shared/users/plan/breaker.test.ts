import { describe, expect, it } from 'vitest';
import { readBreaker } from '../../../../shared/users/plan/breaker.ts';

const NOW = Date.parse('2026-06-30T00:00:00.000Z');
const listed = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const begun = (userId: string, day: string) => ({ userId, begunAt: `2026-06-${day}T00:00:00.000Z` });

describe('[P7] the breaker', () => {
  it.each([
    { name: 'one is always allowed', deletions: [], wanted: ['a'], count: 9, share: 0.01, exceeded: false },
    {
      name: 'the number rules where it is smaller',
      deletions: [],
      wanted: ['a', 'b'],
      count: 1,
      share: 0.5,
      exceeded: true,
    },
    {
      name: 'the share rules where it is smaller',
      deletions: [],
      wanted: ['a', 'b'],
      count: 9,
      share: 0.1,
      exceeded: true,
    },
    {
      name: 'what was begun counts',
      deletions: [begun('x', '20')],
      wanted: ['a'],
      count: 1,
      share: 0.5,
      exceeded: true,
    },
    {
      name: 'a repeat for one user counts once',
      deletions: [begun('a', '20'), begun('a', '21')],
      wanted: ['a'],
      count: 1,
      share: 0.5,
      exceeded: false,
    },
    {
      name: 'a repeat is held too once the limit is lower',
      deletions: [begun('a', '20'), begun('x', '21')],
      wanted: ['a'],
      count: 1,
      share: 0.5,
      exceeded: true,
    },
    {
      name: 'what is 30 days ago counts no more',
      deletions: [{ userId: 'x', begunAt: '2026-05-31T00:00:00.000Z' }],
      wanted: ['a'],
      count: 1,
      share: 0.5,
      exceeded: false,
    },
    {
      name: 'nothing wanted exceeds nothing',
      deletions: [begun('x', '20'), begun('y', '20')],
      wanted: [],
      count: 1,
      share: 0.5,
      exceeded: false,
    },
  ])('$name', ({ deletions, wanted, count, share, exceeded }) => {
    const reading = readBreaker({ listed, deletions, wanted, policy: { count, share }, now: NOW });
    expect(reading.exceeded).toBe(exceeded);
  });
});
