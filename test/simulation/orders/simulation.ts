import type { Destination } from '../../../shared/delivery/destination.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { createRandom } from '../../simulator/company/random.ts';
import { checkHints } from './checks/check-hints.ts';
import { currentText } from './checks/shown-order.ts';
import { layOutActivity } from './company/activity.ts';
import { layOutNoise } from './company/noise.ts';
import { createTruth, orderName, type Truth } from './company/truth.ts';
import { createWebhookCaller } from './company/webhook-calls.ts';
import { type Consumer, createConsumer } from './destinations/consumer.ts';
import { startHttpDelivery } from './destinations/http-delivery.ts';
import { startOwnConsumer } from './destinations/own-consumer.ts';
import { CALM } from './lambda/fate.ts';
import type { Platform } from './lambda/function-runtime.ts';
import { createServiceWeather } from './lambda/service-weather.ts';
import type { PlayedSimulation } from './played-simulation.ts';
import { startAgenda } from './relay/agenda-function.ts';
import { redriveDestinations } from './relay/dead-letter-desk.ts';
import { startFanOut } from './relay/fan-out-function.ts';
import { createIngest } from './relay/ingest-function.ts';
import { createOperator } from './relay/operator.ts';
import { createRelayParts, type RelayParts } from './relay/relay-parts.ts';
import { layOutReplays, replaySince } from './relay/replay-desk.ts';
import type { SimulatedAccount } from './relay/simulated-account.ts';
import { startAccountJobs } from './relay/sweep-functions.ts';
import { createJournal, type Journal } from './report/journal.ts';
import type { Scenario } from './scenario/draw-scenario.ts';
import { openAccount } from './scenario/open-account.ts';
import { outlastsDeadLetters } from './scenario/outlasts-dead-letters.ts';
import { layOutRotations } from './scenario/rotations.ts';
import { createEventLoop, type EventLoop } from './time/event-loop.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NEW_ORDERS = 40;
/** Longer than any backoff of a look that a hint is owed. */
const HINTS_MS = 3 * HOUR_MS;

/** Every destination of the simulated company. */
const DESTINATIONS: readonly Destination[] = [
  { name: 'crm', kind: 'queue', queueUrl: 'crm' },
  { name: 'website', kind: 'http', queueUrl: 'website', filter: { statuses: ['Ready', 'Removed'] } },
];

/** Plays one scenario: rough weather while people work, then calm, sweeps and time for everything owed. */
export async function playScenario(scenario: Scenario, write?: (line: string) => void): Promise<PlayedSimulation> {
  const { seed, startsAt, rates, outages, roughness, activeMs } = scenario;
  const loop = createEventLoop(startsAt);
  const journal = createJournal(loop.now, write);
  const truth = createTruth(loop.now);
  const weather = createServiceWeather(createRandom(seed, 'weather'), rates, outages, loop.now);
  const platform: Platform = {
    loop,
    journal,
    weather,
    random: createRandom(seed, 'platform'),
    roughness,
    invocations: 0,
  };
  const accounts = scenario.accounts.map((account) => openAccount(account, seed, loop.now));
  const parts = createRelayParts(new Map(accounts.map((account) => [account.name, account])), DESTINATIONS, loop);
  for (const { name } of accounts) await parts.table.put({ ...keys.accountEntry(name), data: { v: 1 } }, 'absent');
  const operator = createOperator(parts, platform);
  const ingest = createIngest(parts, platform);
  startFanOut(parts, operator, platform);
  startAccountJobs(parts, scenario.pagesPerSlice, platform);
  startAgenda(parts, platform);
  const consumers = startConsumers(scenario, parts, platform);

  for (const [place, { faults }] of scenario.accounts.entries()) accounts[place]?.company.faults.replace(faults);
  await takeBaseline(accounts, parts, journal, loop);
  noteInitial(accounts, truth);
  const callers = accounts.map((account) => ({ account, caller: createWebhookCaller(account, ingest, platform) }));
  const random = createRandom(seed, 'activity');
  const { actions } = scenario;
  layOutActivity({ accounts: callers, actions, forMs: activeMs, newOrders: NEW_ORDERS, random, loop, truth });
  if (scenario.rotatesKeys) for (const account of accounts) layOutRotations(account, random, loop, activeMs);
  const noise = layOutNoise(parts, random, loop, activeMs);
  const replays = layOutReplays(parts, random, platform, activeMs);
  await sweepEvery('open', 15 * MINUTE_MS, activeMs, parts, loop);

  weather.clear();
  platform.roughness = CALM;
  for (const { company } of accounts) company.faults.replace([]);
  for (const consumer of consumers) consumer.recover();
  const played = { scenario, accounts, parts, truth, journal, noise, replays };
  await loop.play(loop.now() + HINTS_MS);
  await checkHints(played);
  await settle(scenario, parts, journal, loop);
  for (const { company } of accounts) for (const [kind, count] of company.faults.struck) raise(journal, kind, count);
  return played;
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

function startConsumers({ seed, consumers }: Scenario, parts: RelayParts, platform: Platform): Consumer[] {
  return DESTINATIONS.flatMap(({ name, kind }) => {
    const settings = consumers[name as keyof Scenario['consumers']];
    const random = createRandom(seed, `consumer ${name}`);
    const consumer = createConsumer(name, settings, random, platform.journal, platform.loop.now);
    const queue = parts.queues.destinations.get(name)?.queue;
    if (queue === undefined) return [];
    if (kind === 'queue') startOwnConsumer(queue, consumer, platform);
    else startHttpDelivery(parts, consumer, platform);
    return [consumer];
  });
}

/** Nobody changes anything until the accounts' existing orders are known. */
async function takeBaseline(
  accounts: readonly SimulatedAccount[],
  parts: RelayParts,
  journal: Journal,
  loop: EventLoop,
): Promise<void> {
  for (let sweep = 0; sweep < 100; sweep++) {
    requestSweep('open', parts, loop);
    await loop.play(loop.now() + 15 * MINUTE_MS);
    const baselines = await parts.table.getMany(accounts.map(({ name }) => keys.baseline(name)));
    const isTaken = baselines.every(({ data }) => (data as { completedAt: string | null }).completedAt !== null);
    if (isTaken && baselines.length === accounts.length) return;
  }
  journal.violation('P2', 'the baseline was not taken within a day');
}

function requestSweep(kind: string, { queues }: RelayParts, loop: EventLoop): void {
  const scheduledAt = new Date(loop.now()).toISOString();
  queues.accountJobs.send({ body: JSON.stringify({ v: 1, job: 'order-sweep', kind, scheduledAt }) });
}

async function sweepEvery(kind: string, everyMs: number, forMs: number, parts: RelayParts, loop: EventLoop) {
  const end = loop.now() + forMs;
  while (loop.now() < end) {
    await loop.play(Math.min(end, loop.now() + everyMs));
    requestSweep(kind, parts, loop);
  }
}

/** Two hours of open sweeps, then days of deep ones: long enough for every backoff that is not a product's. */
async function settle(scenario: Scenario, parts: RelayParts, journal: Journal, loop: EventLoop): Promise<void> {
  const { consumers } = scenario;
  await sweepEvery('open', 15 * MINUTE_MS, 2 * HOUR_MS, parts, loop);
  const downUntil = Math.max(0, ...Object.values(consumers).map(({ down }) => down?.to ?? 0));
  await sweepEvery('deep', DAY_MS, Math.max(3 * DAY_MS, downUntil + DAY_MS - loop.now()), parts, loop);
  await recover(scenario, parts, journal, loop);
  requestSweep('open', parts, loop);
  requestSweep('full', parts, loop);
  // Half a minute more, so that what the agenda's last minute sent is worked off.
  await loop.play(loop.now() + DAY_MS + MINUTE_MS / 2);
}

/** What an operator does after an outage: dead letters go again, and where even they ran out, what is stored does. */
async function recover(scenario: Scenario, parts: RelayParts, journal: Journal, loop: EventLoop): Promise<void> {
  for (const requestId of ['redrive-1', 'redrive-2']) {
    await redriveDestinations(parts, requestId);
    await loop.play(loop.now() + DAY_MS / 2);
  }
  for (const destination of parts.destinations) {
    if (outlastsDeadLetters(scenario, destination.name))
      await replaySince(parts, destination, scenario.startsAt - 14 * DAY_MS, journal);
  }
}
