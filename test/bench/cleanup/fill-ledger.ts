import { keys } from '../../../shared/ledger/keys.ts';
import { addressOf } from './large-company.ts';
import type { LedgerServer } from './ledger-server.ts';

const ACCOUNT = 'default';
const DAY_MS = 86_400_000;

export interface LedgerSize {
  readonly users: number;
  readonly orders: number;
}

/**
 * A company that no plan has seen yet. Orders are counted by address when they are read, so that a million of them are as
 * many items as there are makers.
 */
export function fillLedger({ seed }: LedgerServer, { users, orders }: LedgerSize): void {
  const at = new Date(Date.now() - 40 * DAY_MS).toISOString();
  for (let id = 0; id < users; id += 1) {
    const address = addressOf(id);
    const work = { v: 1, address, orders: Math.round(orders / users), lastOrderId: `order-${id}`, lastAt: at };
    seed(keys.activity(ACCOUNT, address), work);
  }
  seed(keys.baseline(ACCOUNT), { v: 1, generation: 1, startedAt: at, completedAt: at, orders });
  seed(keys.cleanup(ACCOUNT, 'activity-check'), { v: 1, draftCarries: 'scanner', orderId: 'o', by: 'op', at });
}
