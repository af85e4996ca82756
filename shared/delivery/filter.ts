import type { Destination, DestinationFilter } from './destination.ts';

const ORDER_TYPE = 'cubicasa.order.';

/** What a filter looks at. A field the event has nothing for is null or empty, and matches no filter that names it. */
export interface FilterSubject {
  /** Full event type. */
  readonly type: string;
  readonly account: string;
  readonly accountLabels: readonly string[];
  readonly status: string | null;
  /** Products with at least one asset. */
  readonly products: readonly string[];
  readonly packageType: string | null;
  readonly addOns: readonly string[];
  /** Address in `created_by`. */
  readonly user: string | null;
  readonly externalId: string | null;
}

/** Every field that the filter gives must hold one of the subject's values; letter case does not count. */
export function matchesFilter(filter: DestinationFilter | undefined, subject: FilterSubject): boolean {
  if (filter === undefined) return true;
  const kind = subject.type.startsWith(ORDER_TYPE) ? subject.type.slice(ORDER_TYPE.length) : null;
  return (
    meets(filter.kinds, [subject.type, kind]) &&
    meets(filter.statuses, [subject.status]) &&
    meets(filter.products, subject.products) &&
    meets(filter.packages, [subject.packageType]) &&
    meets(filter.addOns, subject.addOns) &&
    meets(filter.accounts, [subject.account]) &&
    meets(filter.accountLabels, subject.accountLabels) &&
    meets(filter.users, [subject.user]) &&
    startsWith(filter.externalIdPrefix, subject.externalId)
  );
}

/** Who is to hear of the event: destinations that drain take nothing new. */
export function selectDestinations(destinations: readonly Destination[], subject: FilterSubject): Destination[] {
  return destinations.filter(({ draining, filter }) => draining !== true && matchesFilter(filter, subject));
}

function meets(wanted: readonly string[] | undefined, given: readonly (string | null)[]): boolean {
  if (wanted === undefined) return true;
  const values = new Set(given.flatMap((value) => (value === null ? [] : [value.toLowerCase()])));
  return wanted.some((value) => values.has(value.toLowerCase()));
}

function startsWith(prefix: string | undefined, text: string | null): boolean {
  if (prefix === undefined) return true;
  return text?.toLowerCase().startsWith(prefix.toLowerCase()) ?? false;
}
