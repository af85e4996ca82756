import { measureWindow, type Window } from './measure-window.ts';
import type { Accounts } from './open-accounts.ts';
import type { Trouble } from './troubles.ts';

export interface Comparison {
  readonly calm: Window;
  readonly troubled: Window;
}

export interface CompareOptions {
  readonly accounts: Accounts;
  readonly trouble: Trouble;
  /** A measure without trouble that is there already. */
  readonly calm: Window;
  /** Looks at the trouble before it ends. */
  readonly observe: () => Promise<void>;
}

const SPACING_MS = 100;
const ROUNDS = 3;
/** One attempt to read an order lasts as long in order-fan-out: whoever is quicker has waited for nobody's hung read. */
const ATTEMPT_MS = 6_000;

/** Every account but the first has a draft and its scan told of. */
export function measureOthers({ companies, arrivals }: Accounts): Promise<Window> {
  return measureWindow({ companies: companies.slice(1), arrivals, spacingMs: SPACING_MS });
}

/** Beside noise of the machine both are measured anew; what is missing in any round stays missing. */
export async function compare({ accounts, trouble, calm: known, observe }: CompareOptions): Promise<Comparison> {
  let calm = known;
  for (let round = 1; ; round++) {
    await trouble.begin();
    const troubled = await measureOthers(accounts);
    await observe();
    await trouble.end();
    const compared = { calm, troubled };
    if (round === ROUNDS || troubled.served < troubled.told || isFair(compared)) return compared;
    calm = await measureOthers(accounts);
  }
}

function isFair({ calm, troubled }: Comparison): boolean {
  return troubled.median <= 2 * calm.median && troubled.worst <= worstBound(calm);
}

export function worstBound(calm: Window): number {
  return Math.max(2 * calm.worst, ATTEMPT_MS);
}
