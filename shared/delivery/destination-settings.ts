/** Settings of one `http` destination, as its function gets them. */
export interface HttpDestinationSettings {
  readonly name: string;
  readonly url: string;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  /** Hosts that may resolve to a private or loopback address; only the local stack sets it. */
  readonly allowPrivateHosts: readonly string[];
}

/** Settings of one `archive` destination. */
export interface ArchiveDestinationSettings {
  readonly name: string;
  /** e.g. `{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}` */
  readonly keyTemplate: string;
  /** Hosts assets may come from; `*.amazonaws.com` patterns allowed. */
  readonly allowedHosts: readonly string[];
  readonly maxAssetBytes: number;
}

/** Settings of one `event-bus` destination. */
export interface EventBusDestinationSettings {
  readonly name: string;
}
