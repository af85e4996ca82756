import type { AgendaEntry, AgendaReason } from './agenda.ts';
import type { OrderChange } from './order-change.ts';

const REASONS: readonly AgendaReason[] = ['stale-read', 'confirm', 'parked', 'failed'];

/** Whether a look makes up for an earlier one that a hint asked for, and that found nothing or could not be taken. */
export function isOwedLook(answered: readonly AgendaEntry[], changes: readonly OrderChange[]): boolean {
  return answered.some(({ reason }) => REASONS.includes(reason)) || changes.some(({ owed }) => owed === true);
}
