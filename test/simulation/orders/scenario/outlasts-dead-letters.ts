import type { Scenario } from './draw-scenario.ts';

const RETENTION_MS = 14 * 86_400_000;

/** Letters lie for 14 days, the first of them from the third day of an outage on. */
export function outlastsDeadLetters({ consumers }: Scenario, destination: string): boolean {
  const down = consumers[destination]?.down;
  return down !== undefined && down.to - down.from > RETENTION_MS;
}
