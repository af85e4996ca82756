import { Stack } from 'aws-cdk-lib';
import { toDestination } from './destinations/destination-queue.ts';
import type { Foundation } from './foundation.ts';

/** The `DESTINATIONS` variable: every destination with its queue's address. */
export function destinationsJson({ destinations, stores }: Foundation): string {
  return Stack.of(stores).toJsonString(destinations.map(toDestination));
}
