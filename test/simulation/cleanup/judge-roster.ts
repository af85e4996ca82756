import { DAY_MS, isUnseen, LISTING_SERVES_MS, type Person, type World } from './world.ts';

/** Addresses of a roster and the instant from which each is gone, as anybody reads them in the file. */
export function rosterLines(text = ''): [address: string, leftOn: string][] {
  return text.split('\n').flatMap((line) => {
    const [, address = '', leftOn = ''] = line.split(',');
    return address.includes('@') ? [[address.toLowerCase(), leftOn]] : [];
  });
}

/** What is wrong with acting on the roster that lies there now, by the file and by every file that lay there before. */
export function rosterBroken({ policy, roster, now, rostersShown, people, company }: World): string[] {
  if (policy.roster === null) return [];
  const lines = rosterLines(roster?.text);
  const largest = Math.max(...rostersShown.filter(({ at }) => at > now - 29 * DAY_MS).map(({ size }) => size));
  const addresses = new Set(lines.map(([address]) => address));
  const broken = {
    'deleted on a missing roster': roster === undefined,
    'deleted on an empty roster': lines.length === 0,
    'deleted on a stale roster': roster !== undefined && now - Date.parse(roster.modifiedAt) >= 2 * DAY_MS,
    'deleted on a roster that shrank': lines.length < largest * (1 - policy.roster.shrinkLimit),
    'deleted on a roster that matches too few': mostMatched({ people, now, company }, addresses) < 0.5,
  };
  return Object.entries(broken).flatMap(([name, is]) => (is ? [name] : []));
}

/** The share of users on the roster, by whichever listing of the last minutes and hours shows the most of them. */
function mostMatched(
  { people, now, company }: Pick<World, 'people' | 'now' | 'company'>,
  on: ReadonlySet<string>,
): number {
  const isOn = ({ addresses }: Person) => addresses.some((address) => on.has(address));
  const isThere = ({ removedAt }: Person) => removedAt === null;
  const mayShow = (one: Person) => isThere(one) || isUnseen({ company, now }, one) || lags(one);
  const lags = ({ removedAt }: Person) => removedAt !== null && now - removedAt <= company.listLagMs;
  const mayMiss = ({ user }: Person) => now - user.createdAt <= LISTING_SERVES_MS;
  const matched = people.filter((one) => mayShow(one) && isOn(one)).length;
  const others = people.filter((one) => isThere(one) && !isOn(one) && !mayMiss(one)).length;
  return matched + others === 0 ? 1 : matched / (matched + others);
}
