import type { AgendaEntry } from '../../shared/orders/agenda.ts';
import type { Look } from './look.ts';

/** About a day of tries for a destination whose queue cannot be reached. */
export const SEND_LOOKS = 30;
const LONGEST_WAIT_MS = 3_600_000;

/** When to try again to send what a destination's queue would not take. */
export function nextSendLook({ kept, due, now }: Look): AgendaEntry | undefined {
  if (kept.record.unsent.length === 0) return undefined;
  const attempt = (due.find(({ reason }) => reason === 'send')?.attempt ?? 0) + 1;
  const waitMs = Math.min(LONGEST_WAIT_MS, 60_000 * 2 ** Math.min(attempt - 1, 6));
  return { reason: 'send', dueAt: new Date(now + waitMs).toISOString(), attempt };
}
