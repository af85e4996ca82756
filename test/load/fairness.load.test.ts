import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClosers } from '../../infra/local/closers.ts';
import { parseBreaker } from '../../shared/accounts/breaker.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { type Comparison, compare, measureOthers, worstBound } from './fairness/compare.ts';
import type { Window } from './fairness/measure-window.ts';
import { type Accounts, openAccounts } from './fairness/open-accounts.ts';
import { createTroubles, type Troubles } from './fairness/troubles.ts';

const ACCOUNTS = 300;
const TROUBLED = 'company-0';

const closers = createClosers();
let accounts: Accounts;
let troubles: Troubles;
let calm: Window;

beforeAll(async () => {
  accounts = await openAccounts(ACCOUNTS, closers);
  troubles = createTroubles(accounts);
  // Processes start, and read each account's secret for the first time.
  await measureOthers(accounts);
  calm = await measureOthers(accounts);
}, 600_000);
afterAll(closers.close);

function expectFair({ calm, troubled }: Comparison): void {
  expect(troubled.told).toBe(2 * (ACCOUNTS - 1));
  expect(troubled.served).toBe(troubled.told);
  expect(troubled.median).toBeLessThanOrEqual(2 * calm.median);
  expect(troubled.worst).toBeLessThanOrEqual(worstBound(calm));
}

describe('[P6] 299 accounts through the real parts are delayed at most twice as long', () => {
  it('when another has 50,000 waiting orders, which are worked on meanwhile', async () => {
    const before = accounts.arrivals.count(TROUBLED);
    let waiting = 0;
    const observe = async (): Promise<void> => {
      waiting = (await accounts.relay.readDepths())['order-changes.fifo'] ?? 0;
    };
    const compared = await compare({ accounts, calm, trouble: troubles.backlog, observe });
    const arrived = accounts.arrivals.count(TROUBLED) - before;
    console.info(JSON.stringify({ backlog: compared, arrived, waiting }));
    expectFair(compared);
    expect(arrived).toBeGreaterThan(100);
    expect(waiting).toBeGreaterThan(49_000);
  });

  it('when the API hangs for another, which is parked in the meantime', async () => {
    const before = accounts.arrivals.count(TROUBLED);
    let reason: string | undefined;
    const observe = async (): Promise<void> => {
      reason = parseBreaker(await accounts.relay.operator.table.get(keys.breaker(TROUBLED))).parked?.reason;
    };
    const compared = await compare({ accounts, calm, trouble: troubles.hang, observe });
    console.info(JSON.stringify({ hang: compared }));
    expectFair(compared);
    expect(reason).toBe('unavailable');
    expect(accounts.arrivals.count(TROUBLED)).toBe(before);
  });

  it('without any other failure', () => {
    expect(accounts.relay.problems).toEqual([]);
  });
});
