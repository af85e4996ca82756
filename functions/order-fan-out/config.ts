import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'REVISIONS_BUCKET',
  'DESTINATIONS', // JSON: Destination[] of shared/delivery/destination.ts
  'ORDER_CHANGES_QUEUE_URL',
  'ORDER_CHANGES_DLQ_URL',
] as const;

export type OrderFanOutEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readOrderFanOutEnvironment(env: Readonly<Record<string, string | undefined>>): OrderFanOutEnvironment {
  return readEnvironment(env, NAMES);
}
