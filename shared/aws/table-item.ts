import type { Key, NewItem, StoredItem } from '../ledger/table.ts';

/** The index over `timePartition` and `timeAt`. */
export const TIME_INDEX = 'by-time';

/** One item as DynamoDB keeps it. */
export interface TableItem extends Key {
  readonly rev: number;
  readonly data: unknown;
  readonly timePartition?: string | undefined;
  readonly timeAt?: string | undefined;
  /** Unix seconds; the table's time-to-live attribute. */
  readonly expiresAt?: number | undefined;
}

export function toTableItem({ pk, sk, data, index, expiresAt }: NewItem, rev: number): TableItem {
  return { pk, sk, rev, data, timePartition: index?.partition, timeAt: index?.at, expiresAt };
}

export function fromTableItem(attributes: Readonly<Record<string, unknown>>): StoredItem {
  const { pk, sk, rev, data, timePartition, timeAt, expiresAt } = attributes as unknown as TableItem;
  const index =
    timePartition === undefined || timeAt === undefined ? {} : { index: { partition: timePartition, at: timeAt } };
  return { pk, sk, rev, data, ...index, ...(expiresAt === undefined ? {} : { expiresAt }) };
}
