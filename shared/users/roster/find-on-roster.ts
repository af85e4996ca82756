import type { Roster, RosterEntry } from './roster.ts';

/** What the roster says about a person: on it, gone since, or nothing. */
export type RosterWord = { readonly says: 'belongs' | 'unknown' } | { readonly says: 'left'; readonly leftOn: string };

export type FindOnRoster = (addresses: readonly string[]) => RosterWord;

/** Looks a person up by every address they ever had; one row that still holds outweighs any that ended. */
export function indexRoster({ entries }: Roster, now: number): FindOnRoster {
  const byAddress = Map.groupBy(entries, ({ address }) => address);
  return (addresses) => {
    const rows = addresses.flatMap((address) => byAddress.get(address) ?? []);
    if (rows.length === 0) return { says: 'unknown' };
    if (rows.some((row) => isPresent(row, now))) return { says: 'belongs' };
    const leftOn = rows.map((row) => row.leftOn ?? '').sort();
    return { says: 'left', leftOn: leftOn.at(-1) ?? '' };
  };
}

function isPresent({ leftOn }: RosterEntry, now: number): boolean {
  return leftOn === null || Date.parse(leftOn) > now;
}
