import { expect, it } from 'vitest';
import { type DestinationLoad, describeLife } from '../../../../infra/cli/destinations/destination-life.ts';

const NOTHING: DestinationLoad = { waiting: 0, inFlight: 0, deadLetters: 0, noted: 0 };

const cases: readonly [string, boolean, boolean, Partial<DestinationLoad>, string, RegExp | null][] = [
  ['one that works asks for nothing', false, false, { waiting: 9 }, 'active', null],
  ['a paused one waits for its resume', false, true, { noted: 2 }, 'paused', /destinations resume crm/],
  ['a draining one waits for its queue', true, false, { waiting: 1 }, 'draining', /^wait/],
  ['deliveries in hand count as left', true, false, { inFlight: 1 }, 'draining', /^wait/],
  ['noted deliveries leave by a resume', true, false, { noted: 1, waiting: 1 }, 'draining', /destinations resume crm/],
  ['a paused one does not drain by itself', true, true, { waiting: 1 }, 'draining', /destinations resume crm/],
  ['dead letters are for a person to judge', true, false, { deadLetters: 1 }, 'draining', /dlq list destination-crm/],
  ['one with nothing left may go', true, false, {}, 'drained', /take crm out of infra\/config\.ts/],
];

it.each(cases)('%s', (_, draining, paused, load, state, next) => {
  const life = describeLife({ name: 'crm', draining, paused, load: { ...NOTHING, ...load } });
  expect(life.state).toBe(state);
  if (next === null) expect(life.next).toBeNull();
  else expect(life.next).toMatch(next);
});
