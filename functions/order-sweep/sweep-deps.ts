import type { AccountClients } from '../../shared/accounts/account-client.ts';
import type { Destination } from '../../shared/delivery/destination.ts';
import type { Table } from '../../shared/ledger/table.ts';
import type { SweepSettings } from '../../shared/orders/sweep-settings.ts';
import type { Queue } from '../../shared/queue/queue.ts';

/** What a sweep tells the operator: a stable code and ids. */
export type SweepCode =
  | 'sweep-completed'
  | 'status-refused'
  | 'account-parked'
  | 'account-resumed'
  | 'budget-spent'
  | 'webhooks-silent';

export type SweepReport = (code: SweepCode, ids: Readonly<Record<string, string | number>>) => void;

export interface SweepDeps {
  readonly table: Table;
  readonly clients: AccountClients;
  readonly orderChanges: Queue;
  readonly destinations: readonly Destination[];
  readonly settings: SweepSettings;
  readonly report: SweepReport;
  readonly now: () => number;
  /** False once the slice is over. */
  readonly hasTime: () => boolean;
}
