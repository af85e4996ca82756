import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import { log } from '../../shared/telemetry/log.ts';
import { type DrainAgendaDeps, drainAgenda } from './drain-agenda.ts';

const ACCOUNTS_AT_ONCE = 10;
const MINUTE_MS = 60_000;

/**
 * The agendas of all accounts, several at a time and each minute from another one on, so that no account's waiting
 * orders keep another's from their time. Says how many orders were sent.
 * @throws AggregateError at the end, when the agenda of any account could not be drained.
 */
export async function drainAgendas(accounts: readonly string[], deps: DrainAgendaDeps): Promise<number> {
  const failures: unknown[] = [];
  let sent = 0;
  await forEachAtOnce(rotate(accounts, Math.floor(deps.now() / MINUTE_MS)), ACCOUNTS_AT_ONCE, async (account) => {
    if (!deps.hasTime()) return;
    try {
      sent += await drainAgenda(account, deps);
    } catch (error) {
      log.error('agenda.failed', { account }, error);
      failures.push(error);
    }
  });
  if (failures.length > 0)
    throw new AggregateError(failures, `the agenda of ${failures.length} accounts was not drained`);
  return sent;
}

function rotate<T>(items: readonly T[], by: number): readonly T[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
