import type { Key } from './table.ts';

/** Every key of the ledger in one place. Each begins with the account, but for the list of accounts. */
export const keys = {
  accounts: (): string => 'accounts',
  accountEntry: (account: string): Key => ({ pk: 'accounts', sk: account }),

  account: (account: string): string => `${account}#account`,
  settings: (account: string): Key => ({ pk: `${account}#account`, sk: 'settings' }),
  breaker: (account: string): Key => ({ pk: `${account}#account`, sk: 'breaker' }),
  fingerprint: (account: string): Key => ({ pk: `${account}#account`, sk: 'fingerprint' }),
  registration: (account: string): Key => ({ pk: `${account}#account`, sk: 'registration' }),
  /** When webhooks last came. */
  channel: (account: string): Key => ({ pk: `${account}#account`, sk: 'channel' }),
  baseline: (account: string): Key => ({ pk: `${account}#account`, sk: 'baseline' }),
  lease: (account: string, job: string): Key => ({ pk: `${account}#account`, sk: `lease#${job}` }),
  sweep: (account: string, kind: string): Key => ({ pk: `${account}#account`, sk: `sweep#${kind}` }),
  budget: (account: string, hour: string): Key => ({ pk: `${account}#account`, sk: `budget#${hour}` }),
  /** How many reads of an hour changed at which path, per message group: one writer each. */
  storm: (account: string, hour: string, group: number): Key => ({
    pk: `${account}#account`,
    sk: `storm#${hour}#${group}`,
  }),
  /** A person's answer to revisions held for a change at the same paths, by their digest: a key is short. */
  heldPaths: (account: string, digest: string): Key => ({ pk: `${account}#account`, sk: `held#${digest}` }),
  links: (account: string): Key => ({ pk: `${account}#account`, sk: 'links' }),

  orderPartition: (account: string, orderId: string): string => `${account}#order#${orderId}`,
  order: (account: string, orderId: string): Key => ({ pk: `${account}#order#${orderId}`, sk: 'order' }),
  agenda: (account: string, orderId: string): Key => ({ pk: `${account}#order#${orderId}`, sk: 'agenda' }),
  revision: (account: string, orderId: string, sequence: string): Key => ({
    pk: `${account}#order#${orderId}`,
    sk: `revision#${sequence}`,
  }),
  /** Proposed and linked pairs of a draft and an order, by the order. */
  draftMatches: (account: string): string => `${account}#draft-matches`,
  draftMatch: (account: string, orderId: string): Key => ({ pk: `${account}#draft-matches`, sk: orderId }),

  /** Progress of one destination with one order. */
  delivery: (account: string, orderId: string, destination: string): Key => ({
    pk: `${account}#order#${orderId}`,
    sk: `delivery#${destination}`,
  }),

  destination: (name: string): Key => ({ pk: 'destinations', sk: name }),
  destinations: (): string => 'destinations',
  /** Deliveries noted while a destination is paused. */
  paused: (account: string, destination: string): string => `${account}#paused#${destination}`,

  users: (account: string): string => `${account}#users`,
  user: (account: string, userId: string): Key => ({ pk: `${account}#users`, sk: `user#${userId}` }),
  activityPartition: (account: string): string => `${account}#activity`,
  activity: (account: string, address: string): Key => ({ pk: `${account}#activity`, sk: address }),
  /** Whose an order is, by the first address it carried; `ordersOf` is the owners' partition of the time index. */
  orderOwner: (account: string, orderId: string): Key => ({ pk: `${account}#order#${orderId}`, sk: 'owner' }),
  ordersOf: (account: string, address: string): string => `${account}#orders-of#${address}`,
  /** People whom an operator asked to remove. */
  leavers: (account: string): string => `${account}#leavers`,
  leaver: (account: string, address: string): Key => ({ pk: `${account}#leavers`, sk: address }),
  /** Every deletion that was begun, by when. */
  deletions: (account: string): string => `${account}#deletions`,
  deletion: (account: string, begunAt: string, userId: string): Key => ({
    pk: `${account}#deletions`,
    sk: `${begunAt}#${userId}`,
  }),
  /** What cleanup keeps per account: `approval`, `pause`, `roster`, `activity-check`. */
  cleanup: (account: string, what: string): Key => ({ pk: `${account}#account`, sk: `cleanup#${what}` }),
  plans: (account: string): string => `${account}#plans`,
  plan: (account: string, planId: string): Key => ({ pk: `${account}#plans`, sk: planId }),
} as const;

/** Partitions of the `by-time` index. */
export const indexes = {
  /** Orders to look at again, by `dueAt`. */
  agenda: (account: string): string => `${account}#agenda`,
  /** Orders in an open status, by when they last changed. */
  open: (account: string): string => `${account}#open`,
  /** Orders in any other status, by when they were last delivered. */
  delivered: (account: string): string => `${account}#delivered`,
  /** Revisions, by when they were claimed. */
  revisions: (account: string): string => `${account}#revisions`,
} as const;
