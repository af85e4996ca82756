import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';

/**
 * A draft that stayed a draft and a delivered order at its address: probably the draft, scanned without choosing it
 * (CONTRACT, question 21). A person decides. Shape 1.
 */
export interface DraftMatch {
  readonly v: 1;
  readonly account: string;
  readonly orderId: string;
  readonly draftId: string;
  /** The draft's, which the order then goes by. */
  readonly externalId: string | null;
  readonly state: 'proposed' | 'linked';
  readonly at: string;
}

export function parseDraftMatch(item: StoredItem | undefined): DraftMatch | undefined {
  if (item === undefined) return undefined;
  const match = item.data as DraftMatch;
  if (match.v !== 1) throw new TypeError(`draft match ${item.sk} has an unknown version`);
  return match;
}

export async function saveDraftMatch(table: Table, match: DraftMatch): Promise<void> {
  await table.put({ ...keys.draftMatch(match.account, match.orderId), data: match }, 'any');
}

/** The external id that an order goes by: its own, or that of the draft a person linked it to. */
export function linkedExternalId(own: string | null, match: DraftMatch | undefined): string | null {
  return own ?? (match?.state === 'linked' ? match.externalId : null);
}
