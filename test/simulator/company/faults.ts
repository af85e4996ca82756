import type { Random } from './random.ts';

/** What can go wrong with a call of the API. */
export const CALL_FAULTS = [
  'latency',
  'throttle',
  'server-error',
  'refuse-key',
  'hang',
  'reset-before',
  'reset-after',
  'html',
  'empty',
  'truncated',
  'cut-off',
  'zero-limit',
] as const;

/** What can go wrong with a webhook on its way. */
export const WEBHOOK_FAULTS = ['webhook-lost', 'webhook-doubled', 'webhook-late', 'webhook-reordered'] as const;

type CallFault = (typeof CALL_FAULTS)[number];
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];

/** One fault and where it strikes; every filter left out matches everything. */
export interface Fault {
  readonly kind: CallFault | WebhookFault;
  /** Operation id, or `getAsset` for files. */
  readonly operation?: string;
  readonly orderId?: string;
  readonly trigger?: string;
  readonly product?: string;
  /** Chance that it strikes a match; 1 when left out. */
  readonly probability?: number;
  /** Strikes that are left; for ever when left out. */
  readonly count?: number;
  /** Matches in a row that follow a strike; 1 when left out. */
  readonly burst?: number;
  /** Status of `server-error`; 503 when left out. */
  readonly status?: number;
  /** `server-error` after the call took effect. */
  readonly applied?: boolean;
  /** Of `latency`, `webhook-late` and `webhook-reordered`. */
  readonly delayMs?: number;
  /** Of `throttle`: the form of Retry-After and its length. */
  readonly retryAfter?: 'seconds' | 'date' | 'none';
  readonly retryAfterSeconds?: number;
}

/** What a fault may strike. */
interface FaultSubject {
  readonly operation?: string;
  readonly orderId?: string | undefined;
  readonly trigger?: string;
  readonly product?: string | null;
}

export interface FaultBox {
  replace(faults: readonly Fault[]): void;
  add(fault: Fault): void;
  /** With the strikes that are left. */
  list(): readonly Fault[];
  /** The faults that strike this subject, each counted. */
  strike(kinds: readonly Fault['kind'][], subject: FaultSubject): readonly Fault[];
  /** How often each kind struck. */
  readonly struck: ReadonlyMap<Fault['kind'], number>;
}

interface Armed {
  readonly fault: Fault;
  left: number;
  burstLeft: number;
}

const NONE: readonly Fault[] = [];

export function createFaultBox(random: Random): FaultBox {
  let armed: Armed[] = [];
  const struck = new Map<Fault['kind'], number>();
  const arm = (fault: Fault): Armed => ({ fault, left: fault.count ?? Number.POSITIVE_INFINITY, burstLeft: 0 });
  return {
    struck,
    replace(faults) {
      armed = faults.map(arm);
    },
    add(fault) {
      armed.push(arm(fault));
    },
    list: () => armed.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, count: left } : fault)),
    strike(kinds, subject) {
      if (armed.length === 0) return NONE;
      const hits = armed.filter((one) => kinds.includes(one.fault.kind) && hitsNow(one, subject, random));
      if (hits.length === 0) return NONE;
      for (const { fault } of hits) struck.set(fault.kind, (struck.get(fault.kind) ?? 0) + 1);
      armed = armed.filter(({ left, burstLeft }) => left > 0 || burstLeft > 0);
      return hits.map(({ fault }) => fault);
    },
  };
}

/** A burst counts as one strike. */
function hitsNow(armed: Armed, subject: FaultSubject, random: Random): boolean {
  const { fault } = armed;
  if (!matches(fault, subject)) return false;
  if (armed.burstLeft > 0) {
    armed.burstLeft--;
    return true;
  }
  if (armed.left <= 0 || ((fault.probability ?? 1) < 1 && random.next() >= (fault.probability ?? 1))) return false;
  armed.left--;
  armed.burstLeft = (fault.burst ?? 1) - 1;
  return true;
}

function matches(fault: Fault, subject: FaultSubject): boolean {
  return (
    (fault.operation === undefined || fault.operation === subject.operation) &&
    (fault.orderId === undefined || fault.orderId === subject.orderId) &&
    (fault.trigger === undefined || fault.trigger === subject.trigger) &&
    (fault.product === undefined || fault.product === subject.product)
  );
}
