import type { AgendaEntry } from './agenda.ts';

/** GET order may lag behind the webhook by minutes (CONTRACT, open question 28). */
const LOOKS_MS = [60_000, 4 * 60_000, 15 * 60_000] as const;

/** The next look after a hint whose read showed nothing new: after 1, 4 and 15 minutes, then no more. */
export function nextStaleLook(due: readonly AgendaEntry[], fresh: boolean, now: number): AgendaEntry | undefined {
  const last = fresh ? 0 : (due.find(({ reason }) => reason === 'stale-read')?.attempt ?? 0);
  const waitMs = LOOKS_MS[last];
  if (waitMs === undefined) return undefined;
  return { reason: 'stale-read', dueAt: new Date(now + waitMs).toISOString(), attempt: last + 1 };
}
