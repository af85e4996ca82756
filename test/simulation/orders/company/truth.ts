import type { SimulatedAccount } from '../relay/simulated-account.ts';

/** What really happened to orders, beside what the companies' state shows now. */
export interface Truth {
  /** `<account> <order>` of every order that was made or changed after the baseline. */
  readonly touched: Set<string>;
  readonly removed: Set<string>;
  /** When files of an order changed, whatever its links show of that; unix milliseconds. */
  readonly fileChanges: Map<string, number[]>;
  /** What customers saw of old orders when the baseline was taken. */
  readonly initial: Map<string, string>;
  /** Orders of which no read is answered for a while. */
  readonly poisoned: Set<string>;
  /** Ends what was to last until somebody mends it. */
  readonly mend: (() => void)[];
  /** Orders that were made after the baseline. */
  begun: number;
  touch(account: SimulatedAccount, orderId: string): void;
  changeFiles(account: SimulatedAccount, orderId: string): void;
  remove(account: SimulatedAccount, orderId: string): void;
}

export const orderName = (account: string, orderId: string): string => `${account} ${orderId}`;

export function createTruth(now: () => number): Truth {
  const truth: Truth = {
    touched: new Set(),
    removed: new Set(),
    fileChanges: new Map(),
    initial: new Map(),
    poisoned: new Set(),
    mend: [],
    begun: 0,
    touch: ({ name }, orderId) => truth.touched.add(orderName(name, orderId)),
    changeFiles(account, orderId) {
      const name = orderName(account.name, orderId);
      truth.touch(account, orderId);
      truth.fileChanges.set(name, [...(truth.fileChanges.get(name) ?? []), now()]);
    },
    remove: ({ name }, orderId) => truth.removed.add(orderName(name, orderId)),
  };
  return truth;
}
