import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';

/** How an account's asset links behave: unknown until two reads a minute apart were compared. */
export type LinkBehaviour = 'unknown' | 'stable' | 'volatile';

/** What two reads told of an account's links: shape 1. */
interface LinkVerdict {
  readonly v: 1;
  readonly behaviour: LinkBehaviour;
  readonly since: string;
}

export function parseLinkBehaviour(item: StoredItem | undefined): LinkBehaviour {
  return (item?.data as LinkVerdict | undefined)?.behaviour ?? 'unknown';
}

/** The newest verdict stands: a vendor's change of mind is followed. */
export async function saveLinkBehaviour(
  table: Table,
  account: string,
  behaviour: LinkBehaviour,
  since: string,
): Promise<void> {
  const data: LinkVerdict = { v: 1, behaviour, since };
  await table.put({ ...keys.links(account), data }, 'any');
}
