import type { Destination } from '../../../shared/delivery/destination.ts';
import type { FunctionDefinition } from '../lambda/function-definition.ts';

/** What the template's functions say about destinations. */
export interface Routing {
  /** Names of those whose arrivals are seen here and that must have everything. */
  readonly unfiltered: readonly string[];
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
    unfiltered: all.filter(({ filter, kind }) => filter === undefined && kind !== 'archive').map(({ name }) => name),
    buses: settingsByName(environments, 'EVENT_BUS_NAME'),
    archives: settingsByName(environments, 'ARCHIVE_BUCKET'),
  };
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
