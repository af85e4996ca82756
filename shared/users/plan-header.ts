import { createHash } from 'node:crypto';
import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';
import type { CleanupPolicy } from './cleanup-policy.ts';
import { addDays } from './days.ts';
import type { BreakerReading, Gate, Verdict } from './plan/cleanup-plan.ts';

export type PlanState = 'report' | 'awaiting-approval' | 'queued' | 'held' | 'applied' | 'expired';

export interface PlanApproval {
  readonly by: string;
  readonly at: string;
  /** Hash of the delete list that was approved. */
  readonly deletesHash: string;
  /** Passes the breaker, for this plan alone. */
  readonly overLimit: boolean;
}

/** A plan in the ledger, shape 1; its verdicts lie in the audit bucket under `bodyKey`. */
export interface PlanHeader {
  readonly v: 1;
  readonly account: string;
  readonly planId: string;
  /** ISO instant that the plan took as now: the schedule's. */
  readonly at: string;
  /** ISO instant, by the machine's clock, at which the listing behind it began. */
  readonly listedAt: string;
  readonly expiresAt: string;
  readonly state: PlanState;
  readonly heldBy: readonly (Gate | 'breaker')[];
  readonly mode: CleanupPolicy['mode'];
  readonly policyHash: string;
  readonly rosterVersion: string | null;
  readonly bodyKey: string;
  readonly deletes: number;
  readonly deletesHash: string;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly breaker: BreakerReading;
  readonly approval: PlanApproval | null;
}

export interface KeptPlan {
  readonly header: PlanHeader;
  readonly rev: number;
}

const VALID_DAYS = 3;

/** Sorts by time; one run has one id, however often it is repeated. */
export function planIdOf(now: number): string {
  return new Date(now).toISOString().replace(/[^0-9TZ]/g, '');
}

export function planExpiry(now: number): string {
  return new Date(addDays(now, VALID_DAYS)).toISOString();
}

/** A plan past its validity is expired whatever it was, unless nothing was left to do. Unix milliseconds. */
export function stateAt({ state, expiresAt }: Pick<PlanHeader, 'state' | 'expiresAt'>, now: number): PlanState {
  const isOpen = state === 'awaiting-approval' || state === 'queued' || state === 'held';
  return isOpen && now >= Date.parse(expiresAt) ? 'expired' : state;
}

export function hashDeletes(userIds: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...userIds].sort()))
    .digest('hex')
    .slice(0, 32);
}

/** @throws TypeError for a version this code does not know. */
function parsePlanHeader(item: StoredItem): PlanHeader {
  const header = item.data as PlanHeader;
  if (header.v !== 1) throw new TypeError(`plan ${item.sk} has an unknown version`);
  return header;
}

export async function loadPlan(table: Table, account: string, planId: string): Promise<KeptPlan | undefined> {
  const item = await table.get(keys.plan(account, planId));
  return item === undefined ? undefined : { header: parsePlanHeader(item), rev: item.rev };
}

export async function loadNewestPlan(table: Table, account: string): Promise<KeptPlan | undefined> {
  const { items } = await table.list(keys.plans(account), { descending: true, limit: 1 });
  const [item] = items;
  return item === undefined ? undefined : { header: parsePlanHeader(item), rev: item.rev };
}

/** @throws StaleItemError when the plan was changed, or made, by another. */
export async function savePlan(table: Table, header: PlanHeader, rev: number | 'absent'): Promise<KeptPlan> {
  const stored = await table.put({ ...keys.plan(header.account, header.planId), data: header }, rev);
  return { header, rev: stored.rev };
}
