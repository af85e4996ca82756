import type { Order } from '../../../shared/cubicasa/index.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import { type FilterSubject, matchesFilter } from '../../../shared/delivery/filter.ts';
import { orderFilterSubject } from '../../../shared/delivery/filter-subject.ts';
import { flattenAssets } from '../../../shared/orders/flatten-assets.ts';
import type { FunctionDefinition } from '../lambda/function-definition.ts';

import { ACCOUNT } from './account.ts';
import type { ExpectedDestination } from './judge-day.ts';

/** What the template's functions say about destinations. */
export interface Routing {
  /** Those whose arrivals are seen here, and what they must have. */
  readonly expected: readonly ExpectedDestination[];
  /** Bus by the name of its `event-bus` destination. */
  readonly buses: Readonly<Record<string, string>>;
  /** Bucket by the name of its `archive` destination. */
  readonly archives: Readonly<Record<string, string>>;
}

export function readRouting(functions: readonly FunctionDefinition[]): Routing {
  const environments = functions.map(({ environment }) => environment);
  const destinations = environments.flatMap(({ DESTINATIONS }) => DESTINATIONS ?? [])[0] ?? '[]';
  const all = JSON.parse(destinations) as Destination[];
  return {
    expected: all.filter(isSeen).map(({ name, filter }) => ({
      name,
      expects: (order) => matchesFilter(filter, stateOf(order)),
    })),
    buses: settingsByName(environments, 'EVENT_BUS_NAME'),
    archives: settingsByName(environments, 'ARCHIVE_BUCKET'),
  };
}

/** An archive holds files, and a filter by kinds does not ask for an order's last state. */
function isSeen({ kind, filter }: Destination): boolean {
  return kind !== 'archive' && filter?.kinds === undefined;
}

/** What a filter sees of an order as it stands, whatever event told of it. */
function stateOf(order: Order): FilterSubject {
  const status = order.info?.status ?? null;
  const externalId = order.info?.external_id ?? null;
  const assets = flattenAssets(order);
  return orderFilterSubject({ type: '', account: ACCOUNT, accountLabels: [], order, status, externalId, assets });
}

/** A variable of each destination's own function, by the destination's name. */
function settingsByName(
  environments: readonly Readonly<Record<string, string>>[],
  variable: string,
): Record<string, string> {
  const found = environments.flatMap((environment) => {
    const { DESTINATION, [variable]: value } = environment;
    if (DESTINATION === undefined || value === undefined) return [];
    return [[(JSON.parse(DESTINATION) as { name: string }).name, value] as const];
  });
  return Object.fromEntries(found);
}
