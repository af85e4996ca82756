import { createRandom } from '../../simulator/company/random.ts';
import { checkHints } from './checks/check-hints.ts';
import { checkRest } from './checks/check-rest.ts';
import { currentText } from './checks/shown-order.ts';
import { layOutActivity } from './company/activity.ts';
import { layOutNoise } from './company/noise.ts';
import { layOutPoison, layOutTrouble } from './company/trouble.ts';
import { createTruth, orderName, type Truth } from './company/truth.ts';
import { createWebhookCaller } from './company/webhook-calls.ts';
import { startConsumers } from './destinations/start-consumers.ts';
import { CALM } from './lambda/fate.ts';
import type { Platform } from './lambda/function-runtime.ts';
import { createServiceWeather } from './lambda/service-weather.ts';
import { settle } from './phases/settle.ts';
import { sweepUntil, takeBaseline } from './phases/sweeps.ts';
import type { PlayedSimulation } from './played-simulation.ts';
import type { Ingest } from './relay/ingest-function.ts';
import { layOutPauses } from './relay/pause-desk.ts';
import type { RelayParts } from './relay/relay-parts.ts';
import { layOutReplays } from './relay/replay-desk.ts';
import type { SimulatedAccount } from './relay/simulated-account.ts';
import { startRelay } from './relay/start-relay.ts';
import { startAccountJobs } from './relay/sweep-functions.ts';
import { createJournal, type Journal } from './report/journal.ts';
import type { Scenario } from './scenario/draw-scenario.ts';
import { openAccount } from './scenario/open-account.ts';
import { layOutRotations } from './scenario/rotations.ts';
import { createEventLoop } from './time/event-loop.ts';

const HOUR_MS = 3_600_000;
const NEW_ORDERS = 40;
/** Longer than any backoff of a look that a hint is owed. */
const HINTS_MS = 3 * HOUR_MS;

/** Plays one scenario: rough weather while people work, then calm, sweeps and time for everything owed. */
export async function playScenario(scenario: Scenario, write?: (line: string) => void): Promise<PlayedSimulation> {
  const { seed, startsAt, rates, outages, roughness } = scenario;
  const loop = createEventLoop(startsAt);
  const journal = createJournal(loop.now, write);
  const truth = createTruth(loop.now);
  const weather = createServiceWeather(createRandom(seed, 'weather'), rates, outages, loop.now);
  const random = createRandom(seed, 'platform');
  const platform: Platform = { loop, journal, weather, random, roughness, invocations: 0 };
  const accounts = scenario.accounts.map((account) => openAccount(account, seed, loop.now));
  const { parts, operator, ingest } = await startRelay(accounts, scenario.destinations, platform);
  startAccountJobs(parts, operator, scenario.pagesPerSlice, platform);
  const consumers = startConsumers(scenario, parts, operator, platform);

  for (const [place, { faults }] of scenario.accounts.entries()) accounts[place]?.company.faults.replace(faults);
  await takeBaseline(accounts, parts, journal, loop);
  noteInitial(accounts, truth);
  const told = layOutLife(scenario, accounts, ingest, parts, truth, platform);
  await sweepUntil(loop.now() + scenario.activeMs, parts, loop);
  await sweepUntil(troubleEndsAt(scenario), parts, loop);

  weather.clear();
  platform.roughness = CALM;
  for (const { company } of accounts) company.faults.replace(company.faults.list().filter(({ orderId }) => orderId));
  for (const consumer of consumers) consumer.recover();
  const played = { scenario, accounts, parts, truth, journal, ...told, calmAt: loop.now() };
  await loop.play(loop.now() + HINTS_MS);
  await checkHints(played);
  await settle(scenario, truth.mend, parts, journal, loop);
  await checkRest(played, loop.now());
  for (const { company } of accounts) for (const [kind, count] of company.faults.struck) raise(journal, kind, count);
  return played;
}

/** Everything that people, production, strangers and operators will do, and what befalls accounts. */
function layOutLife(
  scenario: Scenario,
  accounts: readonly SimulatedAccount[],
  ingest: Ingest,
  parts: RelayParts,
  truth: Truth,
  platform: Platform,
) {
  const { seed, actions, activeMs, rotatesKeys, pauses } = scenario;
  const { loop } = platform;
  const callers = accounts.map((account) => ({ account, caller: createWebhookCaller(account, ingest, platform) }));
  const random = createRandom(seed, 'activity');
  layOutActivity({ accounts: callers, actions, forMs: activeMs, newOrders: NEW_ORDERS, random, loop, truth });
  if (rotatesKeys) for (const account of accounts) layOutRotations(account, random, loop, activeMs);
  for (const [place, account] of accounts.entries())
    layOutMisfortune(account, scenario.accounts[place], truth, platform);
  layOutPauses(pauses, parts, platform);
  return {
    noise: layOutNoise(parts, random, loop, activeMs),
    replays: layOutReplays(parts, random, platform, activeMs),
  };
}

function layOutMisfortune(
  account: SimulatedAccount,
  drawn: Scenario['accounts'][number] | undefined,
  truth: Truth,
  platform: Platform,
): void {
  if (drawn?.trouble !== undefined) layOutTrouble(account, drawn.trouble, platform);
  if (drawn?.poison !== undefined) layOutPoison(account, drawn.poison, truth, platform.loop);
}

function troubleEndsAt({ accounts, pauses }: Scenario): number {
  const ends = [...accounts.map(({ trouble }) => trouble?.to ?? 0), ...pauses.map(({ to }) => to)];
  return Math.max(0, ...ends);
}

function noteInitial(accounts: readonly SimulatedAccount[], truth: Truth): void {
  for (const { name, company } of accounts) {
    for (const order of company.orders.values())
      truth.initial.set(orderName(name, order.id), currentText(company, order));
  }
}

function raise({ faults }: Journal, kind: string, count: number): void {
  faults.set(kind, (faults.get(kind) ?? 0) + count);
}
