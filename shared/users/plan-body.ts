import type { Bucket } from '../storage/bucket.ts';
import type { CleanupPlan, Gate, UserVerdict } from './plan/cleanup-plan.ts';
import type { PlanHeader } from './plan-header.ts';

/** A plan as it was made, shape 1, with everybody about whom there is anything to say. */
export interface PlanBody {
  readonly v: 1;
  /** As it first entered the ledger, where it moves on. */
  readonly header: PlanHeader;
  readonly gates: readonly Gate[];
  readonly verdicts: readonly UserVerdict[];
  readonly rosterOnly: readonly string[];
}

export function planBodyKey(account: string, planId: string): string {
  return `plans/${account}/${planId}.json`;
}

/** Whoever simply stays is left out: a company of 100,000 has a short plan. */
export function toPlanBody(header: PlanHeader, { verdicts, gates, rosterOnly }: CleanupPlan): PlanBody {
  const told = verdicts.filter(({ verdict, reasons }) => verdict !== 'keep' || reasons.length > 0);
  return { v: 1, header, gates, verdicts: told, rosterOnly };
}

export function deletesOf({ verdicts }: Pick<PlanBody, 'verdicts'>): UserVerdict[] {
  return verdicts.filter(({ verdict }) => verdict === 'delete');
}

/** @throws when the body is gone or has an unknown version. */
export async function loadPlanBody(audit: Bucket, bodyKey: string): Promise<PlanBody> {
  const text = await audit.get(bodyKey);
  if (text === undefined) throw new Error(`the body of a cleanup plan is gone: ${bodyKey}`);
  const body = JSON.parse(text) as PlanBody;
  if (body.v !== 1) throw new TypeError(`plan body ${bodyKey} has an unknown version`);
  return body;
}
