import { parseBreaker } from '../../../../shared/accounts/breaker.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { parseAgendaItem } from '../../../../shared/orders/agenda.ts';
import { parseSweepRun } from '../../../../shared/orders/sweep-run.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';

/** What settling asked for: each kind comes to its end, once nothing stands in its way. */
const SWEEPS = ['open', 'deep', 'full'] as const;
/** The agenda is gone through every minute. */
const OVERDUE_MS = 2 * 60_000;

/** Sweeps came to their end, nothing is parked or leased, and nothing that was due was forgotten. [P2] [P6] */
export async function checkRest(played: PlayedSimulation, now: number): Promise<void> {
  for (const account of played.accounts) await checkAccount(account, played);
  for (const item of played.parts.table.items().filter(({ sk }) => sk === 'agenda')) {
    const overdue = parseAgendaItem(item).entries.find(({ dueAt }) => Date.parse(dueAt) < now - OVERDUE_MS);
    if (overdue !== undefined)
      played.journal.violation('P2', `${item.pk} was due for ${overdue.reason} and is forgotten`);
  }
}

async function checkAccount({ name }: SimulatedAccount, { parts, journal, calmAt }: PlayedSimulation): Promise<void> {
  for (const kind of SWEEPS) {
    const run = parseSweepRun(await parts.table.get(keys.sweep(name, kind)));
    if (run === undefined || Date.parse(run.startedAt) < calmAt)
      journal.violation('P2', `the ${kind} sweep of ${name} never came to its end`);
  }
  if (parseBreaker(await parts.table.get(keys.breaker(name))).parked !== null)
    journal.violation('P6', `${name} is parked for ever`);
  if ((await parts.table.get(keys.lease(name, 'sweep'))) !== undefined)
    journal.violation('P2', `a sweep of ${name} never gave its lease back`);
}
