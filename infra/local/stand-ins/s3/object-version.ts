import type { Checksum } from './checksum.ts';

/** One version of one object, or a delete marker; what lies beside its data on disk. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` where the bucket keeps no versions. */
  readonly versionId: string;
  /** Counts the writes of the bucket; the highest is the current version. */
  readonly order: number;
  readonly deleteMarker: boolean;
  /** Unix milliseconds */
  readonly lastModified: number;
  /** Without quotes. */
  readonly etag: string;
  /** bytes */
  readonly size: number;
  /** Headers that were sent with the object and are answered with it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum | undefined;
  readonly lock?: ObjectLock | undefined;
}

/** Until when a version cannot be deleted. */
export interface ObjectLock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Unix milliseconds */
  readonly until: number;
}

/** What a write brings; the bucket adds the rest. */
export type NewVersion = Omit<ObjectVersion, 'versionId' | 'order' | 'deleteMarker' | 'lastModified'>;
