import { keys } from '../../shared/ledger/keys.ts';
import type { Table } from '../../shared/ledger/table.ts';
import { parseBaseline } from '../../shared/orders/baseline.ts';
import { loadHeldVerdict } from '../../shared/orders/held-path.ts';
import { GROUPS_PER_ACCOUNT } from '../../shared/orders/order-change.ts';
import type { HeldRevision } from '../../shared/orders/order-record.ts';
import { addToStorm, loadStorm, NO_COUNTS, tooManyRemovals } from '../../shared/orders/storm.ts';
import { parseSweepRun } from '../../shared/orders/sweep-run.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import { stormPlace } from './storm-brake.ts';

/** What `relay orders accept-change | ignore-change` names to answer held removals. */
export const REMOVAL_PATH = 'removed';

/**
 * Whether a removal may go out: too many in an hour wait for a person, for as long as nobody answers. An answer is
 * for the removals that waited for it, so that later ones are counted again.
 */
export async function judgeRemoval(look: Look, deps: FanOutDeps): Promise<'send' | 'hold' | 'ignore'> {
  const { held } = look.kept.record;
  if (held?.reason === 'removals') return readAnswer(look, held, deps);
  return (await areTooMany(look, deps)) ? 'hold' : 'send';
}

async function readAnswer({ account }: Look, held: HeldRevision, { table }: FanOutDeps) {
  const answer = await loadHeldVerdict(table, account, REMOVAL_PATH);
  if (answer === undefined || answer.at < held.since) return 'hold';
  return answer.verdict === 'accept' ? 'send' : 'ignore';
}

async function areTooMany(look: Look, { table }: FanOutDeps): Promise<boolean> {
  const place = stormPlace(look);
  await addToStorm(table, place, { ...NO_COUNTS, removals: 1 });
  const counts = await loadStorm(table, look.account, place.hour, GROUPS_PER_ACCOUNT);
  return tooManyRemovals(counts, await countOrders(look, table));
}

/** As the last full listing had them: an account that began with few has more by now. */
async function countOrders({ account }: Look, table: Table): Promise<number | undefined> {
  const full = parseSweepRun(await table.get(keys.sweep(account, 'full')));
  return full?.orders ?? parseBaseline(await table.get(keys.baseline(account)))?.orders;
}
