import type { ServiceName } from '../../../infra/local/stack-state.ts';
import type { Fault } from '../../../infra/local/stand-ins/fault.ts';
import { createRandom, type Random } from '../../simulator/company/random.ts';

/** The end of a function's process in the middle of its work. */
export interface Kill {
  /** Webhooks that have arrived by then. */
  readonly after: number;
  /** As the stack's output `Functions` names it. */
  readonly functionName: string;
  /** Into the invocation. */
  readonly delayMs: number;
}

/** A service of AWS that fails for some calls. */
export interface ServiceTrouble {
  readonly after: number;
  readonly service: ServiceName;
  readonly fault: Fault;
}

export interface TroublePlan {
  readonly kills: readonly Kill[];
  readonly services: readonly ServiceTrouble[];
}

export interface TroubleWish {
  readonly seed: number;
  readonly webhooks: number;
  readonly kills: number;
  readonly serviceTroubles: number;
}

const KILLED = [
  'order-fan-out',
  'webhook-ingest',
  'http-delivery-website',
  'asset-archive-archive',
  'event-delivery-bus',
  'order-agenda',
  'order-sweep',
] as const;

const SERVICE_FAULTS: readonly [Omit<ServiceTrouble, 'after'>, ...Omit<ServiceTrouble, 'after'>[]] = [
  { service: 'dynamodb', fault: { kind: 'throttled' } },
  { service: 'dynamodb', fault: { kind: 'answer-lost' } },
  { service: 'dynamodb', fault: { kind: 'unavailable' } },
  { service: 'sqs', fault: { kind: 'throttled', actions: ['SendMessage', 'DeleteMessageBatch'] } },
  { service: 'sqs', fault: { kind: 'answer-lost', actions: ['SendMessage', 'ReceiveMessage'] } },
  { service: 's3', fault: { kind: 'throttled' } },
  { service: 's3', fault: { kind: 'answer-lost' } },
  { service: 'events', fault: { kind: 'answer-lost' } },
];

const LONGEST_DELAY_MS = 40;
const MOST_CALLS = 6;

/** Who is killed and which service fails, and after how many webhooks: the same for the same seed. Pure. */
export function planTrouble(wish: TroubleWish): TroublePlan {
  const random = createRandom(wish.seed, 'trouble');
  return {
    kills: instants(wish.kills, wish.webhooks, random).map((after, index) => ({
      after,
      functionName: KILLED[index % KILLED.length] ?? KILLED[0],
      delayMs: random.below(LONGEST_DELAY_MS),
    })),
    services: instants(wish.serviceTroubles, wish.webhooks, random).map((after) => {
      const { service, fault } = random.pick(SERVICE_FAULTS);
      return { after, service, fault: { ...fault, times: 1 + random.below(MOST_CALLS) } };
    }),
  };
}

/** Spread over nine tenths of the webhooks, so that trouble is over before they are. */
function instants(count: number, webhooks: number, random: Random): number[] {
  const draws = Array.from({ length: count }, () => 1 + random.below(Math.floor(webhooks * 0.9)));
  return draws.sort((a, b) => a - b);
}
