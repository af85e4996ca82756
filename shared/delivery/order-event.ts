import type { Order } from '../cubicasa/index.ts';
import type { Change } from '../orders/diff-orders.ts';
import type { OrderAsset } from '../orders/order-assets.ts';
import type { RevisionKind } from '../orders/revision-kind.ts';

export const ORDER_EVENT_SCHEMA = 'https://schemas.cubicasa-relay.dev/order/1.json';

/** An object in S3 that holds what was too large for a message. */
export interface ContentReference {
  readonly bucket: string;
  readonly key: string;
}

/** Where the archive destination put a file. */
interface ArchivedAsset {
  readonly bucket: string;
  readonly key: string;
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

export type EventAsset = OrderAsset & { readonly archived: ArchivedAsset | null };

/** `data` of every `cubicasa.order.<kind>` event. */
export interface OrderEventData {
  readonly schemaVersion: 1;
  readonly account: string;
  readonly orderId: string;
  readonly externalId: string | null;
  readonly status: string;
  readonly revision: {
    readonly sequence: string;
    readonly hash: string;
    readonly kind: RevisionKind;
    readonly changes: readonly Change[];
  };
  /** The order as re-read through the API, or a reference to it when the event would pass 900 KB. */
  readonly order: Order | ContentReference | null;
  readonly assets: readonly EventAsset[] | ContentReference;
}
