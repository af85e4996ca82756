import type { DestinationFilter } from '../../shared/delivery/destination.ts';

interface AnyDestinationConfig {
  /** Names the queue `destination-<name>.fifo`: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Leave it out to receive everything. */
  readonly filter?: DestinationFilter;
  /** True before removal: what is queued still leaves, nothing new enters. See docs/destinations.md. */
  readonly draining?: boolean;
  /** Orders delivered since this day (`2026-01-31`) are sent when an account is first met. Default: none. */
  readonly backfill?: { readonly since: string };
}

interface Delivered {
  /** Deliveries at a time, at least 2; those of one order always follow each other. Default 10. */
  readonly concurrency?: number;
}

/** Your own consumer reads the queue. */
interface QueueDestinationConfig extends AnyDestinationConfig {
  readonly kind: 'queue';
  /** AWS accounts (12 digits) that may read it too. */
  readonly consumerAccounts?: readonly string[];
  /** At least six times what your consumer's function may take. Default 360. */
  readonly visibilityTimeoutSeconds?: number;
  /** Receives before a message goes to the dead-letter queue. Default 10. */
  readonly maxReceiveCount?: number;
}

/** Each event is posted, signed by Standard Webhooks. */
export interface HttpDestinationConfig extends AnyDestinationConfig, Delivered {
  readonly kind: 'http';
  readonly url: string;
  /** How long one attempt may take. Default 10,000; at most 30,000. */
  readonly timeoutMs?: number;
  /** Hosts that may be private or loopback addresses: for a stack on your own machine. Default: none. */
  readonly allowPrivateHosts?: readonly string[];
}

/** Every file of a revision is kept in a bucket of its own. */
export interface ArchiveDestinationConfig extends AnyDestinationConfig, Delivered {
  readonly kind: 'archive';
  /** Where a file lies. Default: `{account}/{externalId|orderId}/{product}/{group}-{key}-{floor}.{format}`. */
  readonly keyTemplate?: string;
  /** Hosts that files may come from; `*.example.com` stands for every name below it. Default: `*.amazonaws.com`. */
  readonly allowedHosts?: readonly string[];
  /** Default 2,147,483,648 (2 GiB). */
  readonly maxAssetBytes?: number;
}

/** Each event is put on an EventBridge bus. */
export interface EventBusDestinationConfig extends AnyDestinationConfig, Delivered {
  readonly kind: 'event-bus';
  /** A bus that exists already. Default: one is made. */
  readonly eventBusName?: string;
}

export type DestinationConfig =
  | QueueDestinationConfig
  | HttpDestinationConfig
  | ArchiveDestinationConfig
  | EventBusDestinationConfig;
