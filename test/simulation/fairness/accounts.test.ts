import { beforeAll, describe, expect, it } from 'vitest';
import { type PlayedAccounts, playAccounts } from './play-accounts.ts';

const TIMEOUT_MS = 120_000;

let calm: PlayedAccounts;
beforeAll(async () => {
  calm = await playAccounts({ waiting: 0, hangs: false });
}, TIMEOUT_MS);

/** At most doubled, and nobody left out. */
function expectFair({ told, delays }: PlayedAccounts): void {
  expect(told).toBe(calm.told);
  expect(delays.served).toBe(told);
  expect(delays.median).toBeLessThanOrEqual(2 * calm.delays.median);
  expect(delays.worst).toBeLessThanOrEqual(2 * calm.delays.worst);
}

describe('[P6] 299 accounts are delayed at most twice as long', () => {
  it('when another has 50,000 waiting orders', { timeout: TIMEOUT_MS }, async () => {
    const played = await playAccounts({ waiting: 50_000, hangs: false });
    expectFair(played);
    expect(played.first.arrived).toBeGreaterThan(1_000);
    expect(played.first.waiting).toBeGreaterThan(47_000);
  });

  it('when the API hangs for another, until that one is parked and while it is probed', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const played = await playAccounts({ waiting: 500, hangs: true });
    expectFair(played);
    expect(played.parked).toBe(true);
    expect(played.first).toEqual({ arrived: 0, waiting: 0 });
  });
});
