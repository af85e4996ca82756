import type { Destination } from '../../shared/delivery/destination.ts';
import type { CompleteConfig } from './complete-config.ts';
import type { DestinationConfig } from './destination-config.ts';

/** Lambda allows 4 KB for all variables of a function; names and addresses of the rest need about 500 bytes. */
const LIMIT_BYTES = 3_500;

/** A queue's address has at most so many characters: host, account, and a name of 80. */
const QUEUE_URL = 'x'.repeat(140);

/** What the functions could not be given, in words that say what to shorten; empty when all fits. */
export function findSizeFaults({ destinations, cleanup }: Pick<CompleteConfig, 'destinations' | 'cleanup'>): string[] {
  const listed = bytesOf(
    destinations.map((destination) => ({ ...describeDestination(destination), queueUrl: QUEUE_URL })),
  );
  if (listed > LIMIT_BYTES) {
    return [
      `destinations take ${listed} bytes of a function's environment, which holds ${LIMIT_BYTES}: shorten filters, or merge destinations`,
    ];
  }
  const together = listed + bytesOf(cleanup);
  if (together <= LIMIT_BYTES) return [];
  return [
    `cleanup and destinations take ${together} bytes of a function's environment, which holds ${LIMIT_BYTES}: protect domains rather than many addresses`,
  ];
}

/** What the functions get to know of a destination, but for its queue. */
export function describeDestination(destination: DestinationConfig): Omit<Destination, 'queueUrl'> {
  const { name, kind, filter, draining, backfill } = destination;
  return { name, kind, ...(filter && { filter }), ...(draining && { draining }), ...(backfill && { backfill }) };
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
