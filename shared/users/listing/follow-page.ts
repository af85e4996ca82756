/** How a listing's pages have followed on each other so far. */
export interface PageTrail {
  /** Ids of the last page, in its order; empty before the first. */
  readonly lastIds: readonly string[];
  /** How many items two pages share; fixed by the first pair, null before. */
  readonly overlap: number | null;
}

export const NO_TRAIL: PageTrail = { lastIds: [], overlap: null };

/** A count from zero or from one makes one shared item or two (CONTRACT 5, question 3); more means that items moved. */
const MOST_OVERLAP = 2;

/**
 * Pages are asked for one item early, so that each must begin with the end of the last one. Where it does not, or
 * begins with more of it than the pages before, users came or went meanwhile and somebody may be missing.
 * Answers how many of the page's items were seen before, or nothing where it does not follow.
 */
export function followPage({ lastIds, overlap }: PageTrail, ids: readonly string[]): number | undefined {
  const last = lastIds.at(-1);
  if (last === undefined) return 0;
  const shared = ids.indexOf(last) + 1;
  const isExpected = overlap === null ? shared >= 1 && shared <= MOST_OVERLAP : shared === overlap;
  const repeats = lastIds.slice(-shared).every((id, place) => id === ids[place]);
  return isExpected && repeats ? shared : undefined;
}
