import { keys } from '../ledger/keys.ts';
import type { Table } from '../ledger/table.ts';

/** The last policy that a person approved a plan of, shape 1: later plans under it queue themselves. */
export interface PolicyApproval {
  readonly v: 1;
  readonly policyHash: string;
  readonly planId: string;
  readonly by: string;
  readonly at: string;
}

export async function loadPolicyApproval(table: Table, account: string): Promise<PolicyApproval | null> {
  const item = await table.get(keys.cleanup(account, 'approval'));
  if (item === undefined) return null;
  const approval = item.data as PolicyApproval;
  if (approval.v !== 1) throw new TypeError(`cleanup approval of ${item.pk} has an unknown version`);
  return approval;
}

export async function savePolicyApproval(table: Table, account: string, approval: PolicyApproval): Promise<void> {
  await table.put({ ...keys.cleanup(account, 'approval'), data: approval }, 'any');
}
