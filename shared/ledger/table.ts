/** The ledger's table as the cores see it: items under compare-and-swap, so that no rule needs a transaction. */

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Where an item stands in the `by-time` index; `at` sorts as text (ISO instants, zero-padded numbers). */
export interface IndexEntry {
  readonly partition: string;
  readonly at: string;
}

export interface NewItem extends Key {
  /** A plain JSON value whose first field is the shape's version, `v`. */
  readonly data: unknown;
  readonly index?: IndexEntry | undefined;
  /** Unix seconds after which DynamoDB may drop the item. */
  readonly expiresAt?: number | undefined;
}

export interface StoredItem extends NewItem {
  /** Grows with each write, and starts anew elsewhere for an item made again; the expectation of the next write. */
  readonly rev: number;
}

/** What a write expects to find: nothing, exactly this `rev`, or anything. */
export type Expectation = 'absent' | 'any' | number;

export interface Page {
  readonly items: readonly StoredItem[];
  /** Give it back as `after` for the next page; absent on the last one. */
  readonly next?: string | undefined;
}

export interface ListOptions {
  readonly prefix?: string;
  readonly after?: string | undefined;
  readonly limit?: number;
  readonly descending?: boolean;
}

export interface IndexOptions {
  /** Only entries at or before this instant. */
  readonly until?: string;
  /** Only entries at or after this instant. */
  readonly since?: string;
  readonly after?: string | undefined;
  readonly limit?: number;
  readonly descending?: boolean;
}

/** Another writer was first: read again and decide anew. */
export class StaleItemError extends Error {
  override readonly name = 'StaleItemError';
  constructor(key: Key) {
    super(`the ledger item ${key.pk} / ${key.sk} was changed by another writer`);
  }
}

export interface Table {
  /** Strongly consistent. */
  get(key: Key): Promise<StoredItem | undefined>;
  /** Strongly consistent, any number of keys, order not kept. */
  getMany(keys: readonly Key[]): Promise<readonly StoredItem[]>;
  /** Writes the whole item. @throws StaleItemError when the expectation does not hold. */
  put(item: NewItem, expected: Expectation): Promise<StoredItem>;
  /** Removing what is not there is success under `any`. @throws StaleItemError when the expectation does not hold. */
  remove(key: Key, expected: Expectation): Promise<void>;
  /** One partition in sort-key order, strongly consistent. */
  list(pk: string, options?: ListOptions): Promise<Page>;
  /** One partition of the `by-time` index in time order, eventually consistent. */
  listByTime(partition: string, options?: IndexOptions): Promise<Page>;
}
