import type { Destination, DestinationKind } from './destination.ts';

const KINDS: readonly DestinationKind[] = ['queue', 'http', 'archive', 'event-bus'];

/** Reads the `DESTINATIONS` variable's JSON. @throws TypeError naming the entry and field that is wrong. */
export function parseDestinations(value: unknown): readonly Destination[] {
  if (!Array.isArray(value)) throw new TypeError('destinations must be a list');
  return value.map((entry: unknown, index) => parseDestination(entry, `destinations[${index}]`));
}

function parseDestination(value: unknown, place: string): Destination {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${place} must be an object`);
  const destination = value as Destination;
  if (typeof destination.name !== 'string' || destination.name === '') throw new TypeError(`${place}.name is missing`);
  if (!KINDS.includes(destination.kind)) throw new TypeError(`${place}.kind must be one of ${KINDS.join(', ')}`);
  if (typeof destination.queueUrl !== 'string') throw new TypeError(`${place}.queueUrl is missing`);
  return destination;
}
