import { deliveryId, type EventContent } from '../../../shared/delivery/event.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import type { RevisionItem } from '../../../shared/orders/revision-item.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';

export interface ReplayDeps {
  readonly table: Table;
  readonly revisions: Bucket;
  /** Puts content on the destination's queue under a deduplication id of this request. */
  readonly send: (content: EventContent) => Promise<void>;
}

/** One delivery that a replay sends, or would send. */
export interface ReplayedDelivery {
  readonly orderId: string;
  readonly sequence: string;
  readonly kind: string;
  readonly deliveryId: string;
}

/** What a replay did, or would do. */
export interface Replay {
  readonly deliveries: readonly ReplayedDelivery[];
  /** Why it stopped before its end; the same replay with `--since` of this instant goes on from there. */
  readonly stopped: { readonly because: string; readonly since: string } | null;
}

export function describeReplayed(
  { orderId, sequence, kind }: RevisionItem,
  content: EventContent,
  destination: string,
): ReplayedDelivery {
  return { orderId, sequence, kind, deliveryId: deliveryId(content, destination) };
}
