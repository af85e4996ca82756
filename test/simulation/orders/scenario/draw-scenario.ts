import type { Destination } from '../../../../shared/delivery/destination.ts';
import type { Fault } from '../../../simulator/company/faults.ts';
import { createRandom, type Random } from '../../../simulator/company/random.ts';
import type { Switches } from '../../../simulator/company/switches.ts';
import type { ConsumerWeather } from '../destinations/consumer.ts';
import type { Roughness } from '../lambda/fate.ts';
import type { Outage, ServiceRates } from '../lambda/service-weather.ts';
import { drawSwitches } from './draw-switches.ts';
import {
  type AccountTrouble,
  drawPauses,
  drawPoison,
  drawTrouble,
  type Pause,
  type PoisonedOrder,
  type Stretch,
} from './draw-trouble.ts';

/** Everything one seed decides before the first event. */
export interface Scenario {
  readonly seed: number;
  readonly startsAt: number;
  readonly accounts: readonly AccountScenario[];
  /** What people and production do, over all accounts. */
  readonly actions: number;
  readonly activeMs: number;
  readonly roughness: Roughness;
  readonly rates: ServiceRates;
  readonly outages: readonly Outage[];
  readonly destinations: readonly Destination[];
  /** Who stands behind each destination, by its name. */
  readonly consumers: Readonly<Record<string, ConsumerWeather>>;
  readonly pauses: readonly Pause[];
  readonly rotatesKeys: boolean;
  /** Pages that a slice of a sweep has time for. */
  readonly pagesPerSlice: number;
}

export interface AccountScenario {
  readonly name: string;
  readonly oldOrders: number;
  readonly switches: Partial<Switches>;
  readonly faults: readonly Fault[];
  readonly trouble: AccountTrouble | undefined;
  readonly poison: PoisonedOrder | undefined;
}

const START = Date.UTC(2026, 4, 4, 9);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CRM: Destination = { name: 'crm', kind: 'queue', queueUrl: 'crm' };
const WEBSITE: Destination = {
  name: 'website',
  kind: 'http',
  queueUrl: 'website',
  filter: { statuses: ['Ready', 'Removed'] },
};
const BUS: Destination = { name: 'bus', kind: 'event-bus', queueUrl: 'bus' };
const ARCHIVE: Destination = { name: 'archive', kind: 'archive', queueUrl: 'archive', filter: { statuses: ['Ready'] } };

const NAMES = ['default', 'harbour'] as const;

export function drawScenario(seed: number, actions = 700): Scenario {
  const random = createRandom(seed, 'scenario');
  const activeMs = (2 + random.below(3)) * HOUR_MS;
  const rotatesKeys = random.next() < 0.3;
  const active = { from: START, to: START + activeMs };
  const accounts = NAMES.slice(0, 1 + random.below(2)).map((name) => drawAccount(random, name, active, rotatesKeys));
  const destinations = drawDestinations(random);
  return {
    seed,
    startsAt: START,
    accounts,
    actions,
    activeMs,
    roughness: drawRoughness(random),
    rates: { refused: some(random, 0.004), unanswered: some(random, 0.002) },
    outages: drawOutages(random, activeMs),
    destinations,
    consumers: Object.fromEntries(destinations.map(({ name, kind }) => [name, drawConsumer(random, kind, activeMs)])),
    pauses: drawPauses(
      random,
      active,
      destinations.map(({ name }) => name),
    ),
    rotatesKeys,
    pagesPerSlice: random.next() < 0.3 ? 1 + random.below(3) : Number.POSITIVE_INFINITY,
  };
}

/** The company's own consumer and its website always; the others in some scenarios, since they take their time. */
function drawDestinations(random: Random): readonly Destination[] {
  const bus = random.next() < 0.2 ? [BUS] : [];
  const archive = random.next() < 0.1 ? [ARCHIVE] : [];
  return [CRM, WEBSITE, ...bus, ...archive];
}

function drawAccount(random: Random, name: string, active: Stretch, rotatesKeys: boolean): AccountScenario {
  const trouble = drawTrouble(random, active);
  // One person changes the key at a time.
  const isAboutKey = trouble?.kind === 'revoked' || trouble?.kind === 'other-company';
  return {
    trouble: rotatesKeys && isAboutKey ? undefined : trouble,
    poison: drawPoison(random, active),
    name,
    oldOrders: random.below(random.next() < 0.3 ? 50 : 10),
    switches: drawSwitches(random),
    faults: drawFaults(random),
  };
}

/** Nothing half of the time, else up to `most`. */
function some(random: Random, most: number): number {
  return random.next() < 0.5 ? 0 : random.next() * most;
}

function drawRoughness(random: Random): Roughness {
  return {
    crash: some(random, 0.04),
    slow: some(random, 0.08),
    frozen: some(random, 0.01),
    held: some(random, 0.03),
  };
}

function drawFaults(random: Random): Fault[] {
  const chances: readonly [Fault['kind'], number, Partial<Fault>?][] = [
    ['webhook-lost', 0.1],
    ['webhook-doubled', 0.2],
    ['webhook-late', 0.1, { delayMs: 1_000 * (1 + random.below(1_200)) }],
    ['webhook-reordered', 0.2, { delayMs: 1_000 * (1 + random.below(120)) }],
    ['throttle', 0.02],
    ['server-error', 0.03, { burst: 1 + random.below(6) }],
    ['hang', 0.005],
    ['reset-before', 0.02],
    ['reset-after', 0.02],
    ['html', 0.01],
    ['empty', 0.01],
    // File hosts say how long a file is: half of one under its whole length is `cut-off`.
    ['truncated', 0.01, { operation: 'getOrder' }],
    ['truncated', 0.01, { operation: 'listOrders' }],
    ['cut-off', 0.01],
    ['latency', 0.02, { delayMs: 100 + random.below(4_000) }],
    ['zero-limit', 0.3],
  ];
  return chances.flatMap(([kind, most, more]) => {
    const probability = some(random, most);
    return probability === 0 ? [] : [{ kind, probability, ...more }];
  });
}

function drawOutages(random: Random, activeMs: number): Outage[] {
  const services = [
    'table',
    'bucket',
    'secrets',
    'order-changes.fifo',
    'destination-crm.fifo',
    'destination-website.fifo',
  ];
  return services.flatMap((service) => {
    if (random.next() > 0.15) return [];
    const from = START + random.below(activeMs);
    return [{ service, from, to: from + 1_000 * (10 + random.below(900)) }];
  });
}

function drawConsumer(random: Random, kind: Destination['kind'], activeMs: number): ConsumerWeather {
  return kind === 'queue' || kind === 'archive'
    ? drawQueueConsumer(random, activeMs)
    : drawHttpConsumer(random, activeMs, kind === 'http' ? 20 : 5);
}

/** A company's own consumer is down for at most a few days: beyond retention nobody could help. */
function drawQueueConsumer(random: Random, activeMs: number): ConsumerWeather {
  const from = START + random.below(activeMs);
  const down = random.next() < 0.2 ? { from, to: from + random.below(2 * DAY_MS) } : undefined;
  return { down, refused: 0, unanswered: 0, gone: 0 };
}

function drawHttpConsumer(random: Random, activeMs: number, mostDays: number): ConsumerWeather {
  const from = START + random.below(activeMs);
  const chance = random.next();
  const lasts = chance < 0.02 ? mostDays * DAY_MS : chance < 0.1 ? random.below(5 * DAY_MS) : random.below(2 * HOUR_MS);
  const down = random.next() < 0.3 || chance < 0.1 ? { from, to: from + lasts } : undefined;
  return { down, refused: some(random, 0.05), unanswered: some(random, 0.03), gone: some(random, 0.005) };
}
