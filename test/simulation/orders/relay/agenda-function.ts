import { type DrainAgendaDeps, drainAgenda } from '../../../../functions/order-agenda/drain-agenda.ts';
import { listAccounts } from '../../../../shared/accounts/account-state.ts';
import { indexes } from '../../../../shared/ledger/keys.ts';
import { createFunction, type Platform } from '../lambda/function-runtime.ts';
import { performQueue } from '../stores/performed-queue.ts';
import { performTable } from '../stores/performed-table.ts';
import type { RelayParts } from './relay-parts.ts';

const MINUTE_MS = 60_000;
const LAST_MS = 10_000;

/** order-agenda every minute in which something is due: a drain of nothing does nothing. */
export function startAgenda(parts: RelayParts, platform: Platform): void {
  const { loop, journal } = platform;
  const runtime = createFunction<Omit<DrainAgendaDeps, 'hasTime'>>(platform, {
    name: 'order-agenda',
    timeoutMs: 50_000,
    visibilityMs: 0,
    connect: (environment) => ({
      table: performTable(parts.table, environment),
      orderChanges: performQueue(parts.queues.orderChanges, environment),
      now: loop.now,
    }),
  });

  async function drain(): Promise<void> {
    await runtime.invoke(runtime.drawFate(), async (deps, { deadline }) => {
      const hasTime = (): boolean => deadline - loop.now() > LAST_MS;
      for (const account of await listAccounts(deps.table)) {
        await drainAgenda(account, { ...deps, hasTime }).catch(() => journal.fault('agenda-failed'));
      }
    });
  }

  const agendas = [...parts.accounts.keys()].map(indexes.agenda);
  loop.after(MINUTE_MS, function tick() {
    const dueAt = earliestDue(parts, agendas);
    if (dueAt <= loop.now()) void drain();
    const quietMs = Math.min(dueAt, loop.quietUntil()) - loop.now();
    loop.after(Math.max(1, Math.ceil(quietMs / MINUTE_MS)) * MINUTE_MS, tick);
  });
}

/** Unix milliseconds; never where no agenda holds anything. */
function earliestDue({ table }: RelayParts, agendas: readonly string[]): number {
  const times = agendas.map((agenda) => table.firstTime(agenda)).filter((time) => time !== undefined);
  return Math.min(...times.map((time) => Date.parse(time)));
}
