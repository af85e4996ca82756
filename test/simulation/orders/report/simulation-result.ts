/** What one seed, or many, came to: the last line of `--json`. */
export interface SimulationResult {
  readonly ok: boolean;
  readonly seeds: number;
  readonly orders: number;
  readonly webhooks: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly crashes: number;
  readonly deliveries: number;
  readonly duplicates: number;
  readonly unexplainedDuplicates: number;
  readonly lost: number;
  readonly outOfOrder: number;
  readonly repaired: number;
  readonly failedSeeds: readonly number[];
  readonly webhooksPerSecond: number;
}

export const NOTHING: SimulationResult = {
  ok: true,
  seeds: 0,
  orders: 0,
  webhooks: 0,
  faults: {},
  crashes: 0,
  deliveries: 0,
  duplicates: 0,
  unexplainedDuplicates: 0,
  lost: 0,
  outOfOrder: 0,
  repaired: 0,
  failedSeeds: [],
  webhooksPerSecond: 0,
};

export function addResults(one: SimulationResult, other: SimulationResult): SimulationResult {
  const kinds = [...new Set([...Object.keys(one.faults), ...Object.keys(other.faults)])].sort();
  return {
    ok: one.ok && other.ok,
    seeds: one.seeds + other.seeds,
    orders: one.orders + other.orders,
    webhooks: one.webhooks + other.webhooks,
    faults: Object.fromEntries(kinds.map((kind) => [kind, (one.faults[kind] ?? 0) + (other.faults[kind] ?? 0)])),
    crashes: one.crashes + other.crashes,
    deliveries: one.deliveries + other.deliveries,
    duplicates: one.duplicates + other.duplicates,
    unexplainedDuplicates: one.unexplainedDuplicates + other.unexplainedDuplicates,
    lost: one.lost + other.lost,
    outOfOrder: one.outOfOrder + other.outOfOrder,
    repaired: one.repaired + other.repaired,
    failedSeeds: [...one.failedSeeds, ...other.failedSeeds],
    webhooksPerSecond: 0,
  };
}
