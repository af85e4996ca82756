import type { Order } from '../../shared/cubicasa/index.ts';
import type { Difference } from '../../shared/orders/diff-orders.ts';
import type { OrderAsset } from '../../shared/orders/order-assets.ts';
import type { OrderRecord } from '../../shared/orders/order-record.ts';
import type { RevisionKind } from '../../shared/orders/revision-kind.ts';

/** A revision that was decided on and has no name yet. */
export interface NewRevision {
  readonly kind: RevisionKind;
  readonly hash: string;
  readonly differences: readonly Difference[];
  readonly status: string;
  /** Null for a removed order. */
  readonly order: Order | null;
  readonly externalId: string | null;
  readonly assets: readonly OrderAsset[];
  /** The order's record as it is to stand once the revision is claimed. */
  readonly record: OrderRecord;
}
