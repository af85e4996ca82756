import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'DESTINATION', // JSON: EventBusDestinationSettings of shared/delivery/destination-settings.ts
  'EVENT_BUS_NAME',
  'LEDGER_TABLE',
  'REVISIONS_BUCKET', // what is noted during a pause and is no revision goes there, under `large/`
  'DESTINATION_QUEUE_URL', // its own queue, to put off a message's next attempt
  'DESTINATION_DLQ_URL',
] as const;

export type EventDeliveryEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readEventDeliveryEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): EventDeliveryEnvironment {
  return readEnvironment(env, NAMES);
}
