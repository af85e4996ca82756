import type { AccountJobAnswer } from '../../../shared/accounts/account-job.ts';
import type { AccountState } from '../../../shared/accounts/account-state.ts';
import type { ParkReason } from '../../../shared/accounts/breaker.ts';
import type { SweepKind } from '../../../shared/orders/sweep-settings.ts';

/** What order-sweep answers for one slice. */
export interface SweepSlice extends AccountJobAnswer {
  readonly outcome: string;
  readonly kind: string;
  readonly orders: number;
  readonly drifted: number;
}

/** What a sweep came to, for the operator. */
export interface DescribedSweep {
  readonly account: string;
  readonly outcome: string;
  /** What ran, which is not always what was asked for. */
  readonly kind: string;
  readonly orders: number;
  readonly drifted: number;
  /** Why another kind ran, or why it did not get to its end. */
  readonly note?: string;
}

const PARKED: Readonly<Record<ParkReason, string>> = {
  'no-key': 'its secret holds no key: `relay accounts add` fills it',
  refused: 'CubiCasa refuses its key: `relay accounts add` takes a new one',
  unavailable: 'CubiCasa does not answer: sweep again later',
  throttled: 'CubiCasa throttles its key: sweep again later',
  'other-company': 'its key opens another company: `relay accounts add` takes the right one',
  paused: 'an operator paused it',
};

export function describeSweep(
  asked: { readonly account: string; readonly kind: SweepKind },
  { outcome, kind, orders, drifted }: SweepSlice,
  state: AccountState,
): DescribedSweep {
  const note = outcome === 'parked' ? whyParked(asked.account, state) : whyOtherKind(asked.kind, kind);
  return { account: asked.account, outcome, kind, orders, drifted, ...(note === undefined ? {} : { note }) };
}

/** One failure that may pass ends a sweep and parks nobody yet. */
function whyParked(account: string, { reason = 'unavailable' }: AccountState): string {
  return `account ${account} is set aside: ${PARKED[reason]}`;
}

function whyOtherKind(asked: SweepKind, ran: string): string | undefined {
  if (asked === ran) return undefined;
  if (ran === 'baseline') return `the account has no baseline yet: it was taken in place of the ${asked} sweep`;
  return `${ran} ran in place of ${asked}: a baseline is taken once`;
}
