import type { AccountClients } from '../../shared/accounts/account-client.ts';
import type { Order } from '../../shared/cubicasa/index.ts';
import type { Destination } from '../../shared/delivery/destination.ts';
import type { EventContent } from '../../shared/delivery/event.ts';
import type { Table } from '../../shared/ledger/table.ts';
import type { Validators } from '../../shared/orders/decide-revision.ts';
import type { OrderChange } from '../../shared/orders/order-change.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';
import type { Report } from './report.ts';

/** Everything order-fan-out touches. */
export interface FanOutDeps {
  readonly table: Table;
  readonly revisions: Bucket;
  readonly clients: AccountClients;
  readonly destinations: readonly Destination[];
  /** Resolves once the destination's queue holds the event. */
  readonly sendEvent: (content: EventContent, destination: Destination) => Promise<void>;
  /** Validators of the order's files by place; places that could not be read are left out. */
  readonly readValidators: (order: Order) => Promise<Validators>;
  /** Puts changes into the dead-letter queue of `order-changes` with the reason. */
  readonly deadLetter: (changes: readonly OrderChange[], reason: string) => Promise<void>;
  /** False once too little of the invocation is left: then the order is noted instead of read. */
  readonly hasTimeToRead: () => boolean;
  readonly report: Report;
  readonly now: () => number;
}
