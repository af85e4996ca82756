import type { Key, Table } from '../../../shared/ledger/table.ts';
import type { PlanHeader } from '../../../shared/users/plan-header.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

/** A ledger into which the judge can look at once. */
export interface Ledger extends Table {
  peek(key: Key): unknown;
  /** Plans as they stand, oldest first. */
  plans(): readonly PlanHeader[];
}

export function createLedger(): Ledger {
  const table = createMemoryTable({ trusted: true });
  const seen = new Map<string, unknown>();
  const plans = new Map<string, PlanHeader>();
  return {
    ...table,
    async put(item, expected) {
      const stored = await table.put(item, expected);
      seen.set(`${item.pk} ${item.sk}`, stored.data);
      if (item.pk.endsWith('#plans')) plans.set(item.sk, stored.data as PlanHeader);
      return stored;
    },
    peek: ({ pk, sk }) => seen.get(`${pk} ${sk}`),
    plans: () => [...plans.values()].sort((a, b) => (a.planId < b.planId ? -1 : 1)),
  };
}
