import type { AgendaEntry, AgendaReason } from './agenda.ts';
import { type OrderChange, tellsOfChange } from './order-change.ts';

/** Made for hints alone; a look that is put off says by itself what it was for. */
const HINTED: readonly AgendaReason[] = ['stale-read', 'confirm'];

/** Whether a look makes up for an earlier one that a hint asked for, and that found nothing or could not be taken. */
export function isOwedLook(answered: readonly AgendaEntry[], changes: readonly OrderChange[]): boolean {
  const isOwed = answered.some(({ reason, hinted }) => hinted === true || HINTED.includes(reason));
  return isOwed || changes.some(({ owed }) => owed === true);
}

/** Whether something told of a change, now or when an earlier look was put off. */
export function isHintedLook(answered: readonly AgendaEntry[], changes: readonly OrderChange[]): boolean {
  return changes.some(tellsOfChange) || isOwedLook(answered, changes);
}
