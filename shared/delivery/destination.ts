/** The four ways an event leaves the relay. */
export type DestinationKind = 'queue' | 'http' | 'archive' | 'event-bus';

/** Every field that is given must match; a missing one matches everything. Compared without regard to letter case. */
export interface DestinationFilter {
  /** Revision kinds (`first-delivery`) or full event types (`cubicasa.user.deleted`). */
  readonly kinds?: readonly string[];
  readonly statuses?: readonly string[];
  /** Products with at least one asset: `products_2d`, `products_3d`, `tour`. */
  readonly products?: readonly string[];
  readonly packages?: readonly string[];
  readonly addOns?: readonly string[];
  readonly accounts?: readonly string[];
  readonly accountLabels?: readonly string[];
  /** Addresses in `created_by`. */
  readonly users?: readonly string[];
  readonly externalIdPrefix?: string;
}

/** A destination as order-fan-out and the user functions see it. */
export interface Destination {
  readonly name: string;
  readonly kind: DestinationKind;
  readonly queueUrl: string;
  readonly filter?: DestinationFilter;
  /** On its way out of the configuration: what is queued still leaves, nothing new enters. */
  readonly draining?: boolean;
  /** Baseline orders delivered since this day (ISO) are sent too. */
  readonly backfill?: { readonly since: string };
}
