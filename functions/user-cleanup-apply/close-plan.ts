import { type KeptPlan, savePlan, stateAt } from '../../shared/users/plan-header.ts';
import type { ApplyDeps } from './apply-deps.ts';

/**
 * The last message of a plan: every user of it was handled before, since an account's messages keep their order. A plan
 * that expired meanwhile was not applied.
 */
export async function closePlan(
  { header, rev }: KeptPlan,
  { table, now }: Pick<ApplyDeps, 'table' | 'now'>,
): Promise<'done'> {
  if (stateAt(header, now()) === 'queued') await savePlan(table, { ...header, state: 'applied' }, rev);
  return 'done';
}
