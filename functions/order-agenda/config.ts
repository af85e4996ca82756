import { readEnvironment } from '../../shared/lambda/environment.ts';

const NAMES = ['LEDGER_TABLE', 'ORDER_CHANGES_QUEUE_URL'] as const;

export type OrderAgendaEnvironment = Record<(typeof NAMES)[number], string>;

/** @throws MisconfiguredFunctionError naming every missing variable. */
export function readOrderAgendaEnvironment(env: Readonly<Record<string, string | undefined>>): OrderAgendaEnvironment {
  return readEnvironment(env, NAMES);
}
