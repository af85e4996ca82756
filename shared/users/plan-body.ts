import type { Bucket } from '../storage/bucket.ts';
import type { CleanupPlan, UserVerdict } from './plan/cleanup-plan.ts';

/** A plan's verdicts, shape 1: everybody about whom there is anything to say. */
export interface PlanBody {
  readonly v: 1;
  readonly verdicts: readonly UserVerdict[];
  readonly rosterOnly: readonly string[];
}

export function planBodyKey(account: string, planId: string): string {
  return `plans/${account}/${planId}.json`;
}

/** Whoever simply stays is left out: a company of 100,000 has a short plan. */
export function toPlanBody({ verdicts, rosterOnly }: CleanupPlan): PlanBody {
  return {
    v: 1,
    verdicts: verdicts.filter(({ verdict, reasons }) => verdict !== 'keep' || reasons.length > 0),
    rosterOnly,
  };
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
