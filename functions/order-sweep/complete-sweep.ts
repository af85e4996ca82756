import { parseChannel } from '../../shared/accounts/channel.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { StaleItemError, type Table } from '../../shared/ledger/table.ts';
import { type Baseline, parseBaseline } from '../../shared/orders/baseline.ts';
import { saveSweepRun } from '../../shared/orders/sweep-run.ts';
import { areListsAsRead } from './compare-lists.ts';
import { askForVanished } from './find-vanished.ts';
import type { SweepDeps } from './sweep-deps.ts';
import type { SweepState } from './sweep-state.ts';

/** Everything was listed: what is missing is asked for, and the run is on record. */
export async function completeSweep(account: string, state: SweepState, deps: SweepDeps): Promise<SweepState> {
  const vanished = state.kind === 'open' ? await askForVanished(account, state, deps) : 0;
  const completed = { ...state, drifted: state.drifted + vanished };
  const completedAt = new Date(deps.now()).toISOString();
  if (state.kind === 'open' && completed.drifted > 0) await reportSilence(account, deps);
  if (state.kind === 'baseline') await closeBaseline(account, completed, completedAt, deps);
  await saveSweepRun(deps.table, account, {
    v: 1,
    kind: state.kind,
    startedAt: state.startedAt,
    completedAt,
    orders: completed.orders,
    drifted: completed.drifted,
    refusedStatuses: state.refused,
  });
  return completed;
}

/** Orders changed, and no webhook came for hours: the channel is probably broken. */
async function reportSilence(account: string, { table, settings, now, report }: SweepDeps): Promise<void> {
  const channel = parseChannel(await table.get(keys.channel(account)));
  const since = channel?.webhookAt ?? parseBaseline(await table.get(keys.baseline(account)))?.completedAt;
  const hours = since == null ? 0 : (now() - Date.parse(since)) / 3_600_000;
  if (hours >= settings.silenceHours) report('webhooks-silent', { account, hours: Math.floor(hours) });
}

/** Nothing but the baseline is swept until it is complete. */
export async function openBaseline(table: Table, account: string, startedAt: string): Promise<void> {
  const data: Baseline = { v: 1, generation: 1, startedAt, completedAt: null, orders: 0 };
  try {
    await table.put({ ...keys.baseline(account), data }, 'absent');
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
  }
}

async function closeBaseline(
  account: string,
  { orders }: SweepState,
  completedAt: string,
  deps: SweepDeps,
): Promise<void> {
  const item = await deps.table.get(keys.baseline(account));
  const opened = parseBaseline(item);
  const listsAsRead = await areListsAsRead(account, deps);
  const known = listsAsRead === undefined ? {} : { listsAsRead };
  const data: Baseline = { v: 1, generation: 1, startedAt: completedAt, ...opened, completedAt, orders, ...known };
  await deps.table.put({ ...keys.baseline(account), data }, 'any');
}
