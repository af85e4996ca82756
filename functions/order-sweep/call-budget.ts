import { keys } from '../../shared/ledger/keys.ts';
import { StaleItemError, type Table } from '../../shared/ledger/table.ts';
import type { SweepKind } from '../../shared/orders/sweep-settings.ts';

/** Calls that sweeps of one account made in one hour: shape 1. */
interface SpentCalls {
  readonly v: 1;
  readonly calls: number;
}

const DAY_SECONDS = 86_400;

/** Of an hour's calls, what the long sweeps leave to the open one, which nothing may keep from its interval. */
const OPEN_SHARE = 0.25;

/** How many calls an hour may have been spent before a sweep of this kind stops. Pure. */
export function callsFor(kind: SweepKind, callsPerHour: number): number {
  const isLong = kind === 'deep' || kind === 'full';
  return isLong ? Math.floor(callsPerHour * (1 - OPEN_SHARE)) : callsPerHour;
}

/** Takes `calls` from the hour's budget; false when that is spent. Sweeps of an account hold a lease, so none race. */
export async function spendCalls(
  table: Table,
  account: string,
  calls: number,
  { perHour, now }: { readonly perHour: number; readonly now: number },
): Promise<boolean> {
  const hour = new Date(now).toISOString().slice(0, 13);
  const key = keys.budget(account, hour);
  for (;;) {
    const item = await table.get(key);
    const spent = (item?.data as SpentCalls | undefined)?.calls ?? 0;
    if (spent + calls > perHour && spent > 0) return false;
    try {
      const data: SpentCalls = { v: 1, calls: spent + calls };
      await table.put({ ...key, data, expiresAt: Math.floor(now / 1_000) + DAY_SECONDS }, item?.rev ?? 'absent');
      return true;
    } catch (error) {
      if (!(error instanceof StaleItemError)) throw error;
    }
  }
}
