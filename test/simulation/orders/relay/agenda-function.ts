import { type DrainAgendaDeps, drainAgenda } from '../../../../functions/order-agenda/drain-agenda.ts';
import { listAccounts } from '../../../../shared/accounts/account-state.ts';
import { indexes } from '../../../../shared/ledger/keys.ts';
import { createFunction, type Platform } from '../lambda/function-runtime.ts';
import { performQueue } from '../stores/performed-queue.ts';
import { performTable } from '../stores/performed-table.ts';
import type { RelayParts } from './relay-parts.ts';

const MINUTE_MS = 60_000;
const LAST_MS = 10_000;

/** order-agenda every minute; minutes in which nothing is due are passed over, since a drain of nothing does nothing. */
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
    if (isAnythingDue(parts, agendas, loop.now())) void drain();
    loop.after(MINUTE_MS, tick);
  });
}

function isAnythingDue({ table }: RelayParts, agendas: readonly string[], now: number): boolean {
  return agendas.some((agenda) => {
    const first = table.firstTime(agenda);
    return first !== undefined && Date.parse(first) <= now;
  });
}
