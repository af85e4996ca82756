import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'DESTINATION', // JSON: HttpDestinationSettings of shared/delivery/destination-settings.ts
  'SIGNING_SECRET_ID', // secret with {"secret", "previousSecret"?}, each whsec_…
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'REVISIONS_BUCKET',
  'DESTINATION_QUEUE_URL', // its own queue, to put off a message's next attempt
  'DESTINATION_DLQ_URL',
] as const;

export type HttpDeliveryEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readHttpDeliveryEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): HttpDeliveryEnvironment {
  return readEnvironment(env, NAMES);
}
