import { keys } from '../../shared/ledger/keys.ts';
import { parseSweepRun } from '../../shared/orders/sweep-run.ts';
import type { DeletionMessage } from '../../shared/users/deletion-message.ts';
import { loadKnowledge, planFrom } from '../../shared/users/load-knowledge.ts';
import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import { type KeptPlan, loadPlan } from '../../shared/users/plan-header.ts';
import { loadUserRecord, type UserRecord } from '../../shared/users/user-record.ts';
import { abortDeletion } from './abort-deletion.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { beginDeletion, type Condemned } from './begin-deletion.ts';
import { callDelete } from './call-delete.ts';
import { closePlan } from './close-plan.ts';
import { findKnowledgeObjection } from './find-knowledge-objection.ts';
import type { Objection } from './find-plan-objection.ts';
import { loadFreshListing } from './fresh-listing.ts';
import { finishGone, isGone, isWithout } from './gone-user.ts';
import { objectByPlans } from './object-by-plans.ts';
import { type Begun, settleDeleted, settleFailed, settleUnknown } from './settle-deletion.ts';

/** `unswept`: no sweep since the plan is complete yet; `unlisted`: the listing goes on with the next try. */
export type Applied = 'done' | 'unswept' | 'unlisted';

const SWEPT_MS = 3_600_000;

/** One message. Where knowledge is not complete yet the queue brings it again; what is not done is told as aborted. */
export async function applyDeletion(message: DeletionMessage, deps: ApplyDeps): Promise<Applied> {
  const { account, planId, userId } = message;
  const plan = await loadPlan(deps.table, account, planId);
  if (plan === undefined) throw new Error(`there is no cleanup plan ${planId}`);
  if (userId === null) return closePlan(plan, deps);
  const { record } = await loadUserRecord(deps.table, account, userId);
  if (record.deletion?.outcome === 'deleted' && record.deletion.planId === planId) return gone(plan, userId, deps);
  const objection = await objectByPlans(plan.header, userId, deps);
  if (objection !== null) return stop(plan, record, objection, deps);
  if (!(await isSwept(plan, deps))) return wait(plan, userId, 'unswept', deps);
  const listing = await loadFreshListing(account, record.deletion?.begunAt ?? null, deps);
  if (listing === undefined) return wait(plan, userId, 'unlisted', deps);
  return decide(plan, userId, listing, deps);
}

/** Nothing more is sent; what an earlier try of this message may have done is looked at before it is told as aborted. */
async function stop(plan: KeptPlan, record: UserRecord, objection: Objection, deps: ApplyDeps): Promise<Applied> {
  const { userId, deletion } = record;
  const mayLook = deletion !== null && objection !== 'account-parked' && objection !== 'other-company';
  const isDone = mayLook && (await isGone(plan.header.account, userId, deletion.begunAt, deps));
  return isDone ? gone(plan, userId, deps) : abort(plan, userId, objection, deps);
}

/** By a listing that is complete and fresh: the user is gone already, stays, or goes. */
async function decide(plan: KeptPlan, userId: string, listing: UserListing, deps: ApplyDeps): Promise<Applied> {
  if (isWithout(listing, userId)) return gone(plan, userId, deps);
  const knowledge = await loadKnowledge(deps, plan.header.account, deps.now());
  const user = listing.users.find(({ id }) => id === userId);
  const judged = planFrom(listing, knowledge);
  const verdict = judged.verdicts.find((one) => one.userId === userId);
  const { policyHash: approvedHash, approval } = plan.header;
  const overLimit = approval?.overLimit ?? false;
  const objection = findKnowledgeObjection({ plan: judged, verdict, knowledge, approvedHash, overLimit });
  if (objection !== null || user === undefined || verdict === undefined)
    return abort(plan, userId, objection ?? 'verdict-changed', deps);
  return deleteNow({ header: plan.header, user, verdict, knowledge }, deps);
}

async function deleteNow(condemned: Condemned, deps: ApplyDeps): Promise<Applied> {
  const { header, user, verdict, knowledge } = condemned;
  const { account } = header;
  const kept = await beginDeletion(condemned, deps);
  const { deletion } = kept.record;
  if (deletion === null) throw new Error('a deletion was begun without its mark');
  const earlier = knowledge.marks.records.get(user.id)?.deletion ?? null;
  const { accountLabels } = knowledge;
  const begun: Begun = { account, kept, deletion, earlier, accountLabels, reasons: verdict.reasons };
  const outcome = await callDelete(account, user.id, deps);
  if (outcome === 'failed') await settleFailed(begun, deps);
  else if (outcome === 'deleted' || (await isGone(account, user.id, deletion.begunAt, deps)))
    await settleDeleted(begun, deps);
  else await settleUnknown(begun, deps);
  return 'done';
}

/**
 * A sweep of this hour that began after the plan's users were listed has shown all that CubiCasa knows of who is at work;
 * one that was refused the delivered orders has shown little.
 */
async function isSwept({ header }: KeptPlan, { table, now }: ApplyDeps): Promise<boolean> {
  const run = parseSweepRun(await table.get(keys.sweep(header.account, 'open')));
  if (run === undefined || run.refusedStatuses.includes('Ready')) return false;
  return run.startedAt > header.listedAt && now() - Date.parse(run.startedAt) < SWEPT_MS;
}

function wait({ header }: KeptPlan, userId: string, until: 'unswept' | 'unlisted', { report }: ApplyDeps): Applied {
  report('user-deletion-waits', { account: header.account, planId: header.planId, userId, reason: until });
  return until;
}

async function abort(plan: KeptPlan, userId: string, objection: Objection, deps: ApplyDeps): Promise<Applied> {
  await abortDeletion(plan, userId, objection, deps);
  return 'done';
}

async function gone(plan: KeptPlan, userId: string, deps: ApplyDeps): Promise<Applied> {
  await finishGone(plan, userId, deps);
  return 'done';
}
