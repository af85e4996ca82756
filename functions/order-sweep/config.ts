import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = [
  'ACCOUNT_SECRET_PREFIX',
  'LEDGER_TABLE',
  'ORDER_CHANGES_QUEUE_URL',
  'SWEEP', // JSON: SweepSettings of shared/orders/sweep-settings.ts
  'DESTINATIONS', // JSON: Destination[], for backfill
] as const;

export type OrderSweepEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readOrderSweepEnvironment(env: Readonly<Record<string, string | undefined>>): OrderSweepEnvironment {
  return readEnvironment(env, NAMES);
}
