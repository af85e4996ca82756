import { approvePlan } from '../../../infra/cli/users/approve-plan.ts';
import { pauseCleanup } from '../../../infra/cli/users/pause-cleanup.ts';
import { removeUser } from '../../../infra/cli/users/remove-user.ts';
import { UsersCommandError, type UsersDeps } from '../../../infra/cli/users/users-context.ts';
import { CLOSED_BREAKER } from '../../../shared/accounts/breaker.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { saveActivityCheck } from '../../../shared/users/activity-check.ts';
import { deletesOf, loadPlanBody } from '../../../shared/users/plan-body.ts';
import type { PlanHeader } from '../../../shared/users/plan-header.ts';
import { queuePlan } from '../../../shared/users/queue-plan.ts';
import { choosePolicy } from './choose-policy.ts';
import { ACCOUNT, iso, type World } from './world.ts';

const WHO = { account: ACCOUNT, by: 'operator', dryRun: false };

/** Before the first plan: the baseline is complete, and whose address a draft carries is mostly known. */
export async function prepare(world: World): Promise<void> {
  const { table, chance, draftCarries, now } = world;
  const baseline = { v: 1, generation: 1, startedAt: iso(now), completedAt: iso(now), orders: 0 };
  await table.put({ ...keys.baseline(ACCOUNT), data: baseline }, 'any');
  if (chance.below(0.2)) return;
  await saveActivityCheck(table, ACCOUNT, { v: 1, draftCarries, orderId: 'o', by: 'operator', at: iso(now) });
}

/** What the operator does in a day: says yes, sometimes to the wrong plan, stops, resumes, changes the policy. */
export async function operate(world: World): Promise<void> {
  const { chance, faulty } = world;
  if (!faulty || chance.below(0.6)) await approve(world, await planToApprove(world));
  if (chance.below(0.08)) await askToRemove(world);
  if (!faulty) return;
  if (chance.below(0.08)) await setPaused(world, true);
  else if (chance.below(0.4)) await setPaused(world, false);
  await setParked(world, chance.below(0.05));
  if (chance.below(0.03)) world.policy = choosePolicy(chance);
  if (chance.below(0.06))
    world.policy = { ...world.policy, mode: world.policy.mode === 'enforce' ? 'report' : 'enforce' };
  if (chance.below(0.06)) await strayMessages(world);
}

async function planToApprove({ table, chance, faulty }: World): Promise<PlanHeader | undefined> {
  const { items } = await table.list(keys.plans(ACCOUNT), { descending: true, limit: 4 });
  const place = faulty && chance.below(0.3) ? chance.whole(0, 3) : 0;
  return items[place]?.data as PlanHeader | undefined;
}

async function approve(world: World, header: PlanHeader | undefined): Promise<void> {
  if (header === undefined || header.state === 'queued') return;
  const overLimit = world.faulty && world.chance.below(0.1);
  try {
    const { planId, userIds } = await approvePlan(operatorDeps(world), { ...WHO, planId: header.planId, overLimit });
    world.approvals.push({ planId, ids: new Set(userIds), policyHash: header.policyHash, overLimit });
  } catch (error) {
    if (!(error instanceof UsersCommandError)) throw error;
  }
}

/** Messages of a plan that nobody approved, as a mistaken redrive would bring them. */
async function strayMessages({ table, audit, queue }: World): Promise<void> {
  const newest = table.plans().at(-1);
  if (newest === undefined) return;
  const ids = deletesOf(await loadPlanBody(audit, newest.bodyKey)).map(({ userId }) => userId);
  await queuePlan(newest, ids, queue);
}

async function askToRemove(world: World): Promise<void> {
  const person = world.people[world.chance.whole(1, world.people.length - 1)];
  if (person === undefined || person.removedAt !== null) return;
  const known = await findKnown(world, person.user.id);
  if (!known) return;
  await removeUser(operatorDeps(world), { ...WHO, email: person.user.email, reason: 'left' });
  person.requestedAt = world.now;
}

async function findKnown({ table }: World, userId: string): Promise<boolean> {
  return (await table.get(keys.user(ACCOUNT, userId))) !== undefined;
}

async function setPaused(world: World, paused: boolean): Promise<void> {
  await pauseCleanup(operatorDeps(world), { ...WHO, paused, reason: null });
}

async function setParked({ table, now, chance }: World, parked: boolean): Promise<void> {
  const away = {
    v: 1,
    failures: 5,
    parked: { reason: chance.pick(['unavailable', 'other-company']), since: iso(now) },
    probeAt: null,
  };
  await table.put({ ...keys.breaker(ACCOUNT), data: parked ? away : CLOSED_BREAKER }, 'any');
}

function operatorDeps({ table, audit, queue, now }: World): UsersDeps {
  const none = () => Promise.reject(new Error('the operator of this simulation does not call that'));
  return {
    table,
    audit,
    rosters: audit,
    userDeletions: queue,
    accountClients: { open: none, use: none },
    invoke: none,
    now: () => now,
  };
}
