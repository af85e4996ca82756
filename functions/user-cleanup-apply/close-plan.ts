import { type KeptPlan, savePlan } from '../../shared/users/plan-header.ts';
import type { ApplyDeps } from './apply-deps.ts';

/** The last message of a plan: every user of it was handled before, since an account's messages keep their order. */
export async function closePlan({ header, rev }: KeptPlan, { table }: Pick<ApplyDeps, 'table'>): Promise<'done'> {
  if (header.state === 'queued') await savePlan(table, { ...header, state: 'applied' }, rev);
  return 'done';
}
