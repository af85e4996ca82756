import { describe, expect, it } from 'vitest';
import { runCleanupPlan } from '../../../functions/user-cleanup-plan/run-cleanup-plan.ts';
import { recallRemoval } from '../../../infra/cli/users/remove-user.ts';
import { showPlan } from '../../../infra/cli/users/show-plan.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { recordActivity } from '../../../shared/users/activity.ts';
import { parseCleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import { type CleanupStage, createApprovedStage, createCleanupStage, DAY } from '../../support/cleanup-stage.ts';

const HOUR = 3_600_000;
const staff = (count: number, prefix = 'p') => Array.from({ length: count }, (_, place) => `${prefix}${place}`);
const withRoster = { roster: { key: 'staff.csv', shrinkLimit: 1 }, graceDays: 2 };

async function newest({ operator }: CleanupStage) {
  return (await showPlan(operator, { account: 'default' })).header;
}

/** A day's plan, the operator's yes where it is asked for, a sweep, and what apply makes of it. */
async function spendDay(made: CleanupStage, approves = true): Promise<void> {
  await made.plan();
  const { planId, state } = await newest(made);
  made.stage.now += HOUR;
  await made.sweep();
  if (approves && state === 'awaiting-approval') await made.approve(planId);
  await made.apply();
  made.stage.now += DAY - HOUR;
}

/** Two invocations of one run beside each other; the one that lost comes again, as its queue would bring it. */
async function planTwice(made: CleanupStage): Promise<void> {
  const runs = await Promise.allSettled([made.plan(), made.plan()]);
  for (const { status } of runs) if (status === 'rejected') await made.plan();
}

describe('[P7] many at once', () => {
  it('twenty leavers at once are held, and go only when a person lets that plan pass', async () => {
    const leavers = staff(20, 'leaver');
    const made = createCleanupStage([...staff(40), 'desk', ...leavers]);
    for (const id of leavers) await made.leave(id);
    await made.plan();
    const { planId, state, heldBy, deletes } = await newest(made);
    expect({ state, heldBy, deletes }).toEqual({ state: 'held', heldBy: ['breaker'], deletes: 20 });
    await expect(made.approve(planId)).rejects.toThrow('0 of 6 deletions are used and 20 more wanted');
    await made.approve(planId, true);
    made.stage.now += HOUR;
    await made.sweep();
    await made.apply();
    expect(leavers.filter(made.isThere)).toEqual([]);
  });

  it('five a day for a month are no more in 30 days than the breaker lets go', async () => {
    const made = createCleanupStage([...staff(200), 'desk'], { breaker: { count: 10, share: 0.5 } });
    for (let day = 0; day < 30; day += 1) {
      for (const id of staff(5, `left${day}-`)) {
        made.hire(id);
        await made.leave(id);
      }
      await spendDay(made);
    }
    expect(made.company.calls.deletes).toBe(10);
    expect(await newest(made)).toMatchObject({ state: 'held', heldBy: ['breaker'], breaker: { used: 10, limit: 10 } });
  });

  it('forty are told in slices, each once, and queued before the plan is closed', async () => {
    const leavers = staff(40, 'leaver');
    const made = createCleanupStage([...staff(40), 'desk', ...leavers], { breaker: { count: 50, share: 0.5 } });
    for (const id of leavers) await made.leave(id);
    await made.plan();
    await made.approve((await newest(made)).planId);
    made.stage.now += DAY;
    const before = { events: made.events.length, messages: made.queue.messages.length };
    const answers = await made.planInSlices({ v: 1, job: 'user-cleanup-plan', account: 'default' });
    const told = made.events.slice(before.events).filter(({ kind }) => kind === 'cleanup-planned');
    expect(told.map(({ data }) => data.userId).sort()).toEqual([...leavers].sort());
    expect(answers.flatMap((answer) => ('continuation' in answer ? [answer.continuation] : []))).toContainEqual(
      expect.objectContaining({ told: 32 }),
    );
    const queued = made.queue.messages.slice(before.messages).map(({ body }) => JSON.parse(body).userId);
    expect(queued).toHaveLength(41);
    expect(queued.at(-1)).toBeNull();
    expect(made.reports.filter((code) => code === 'cleanup-planned queued')).toHaveLength(1);
  });

  it('a slice that goes on telling brings back no mark that a newer run cleared', async () => {
    const leavers = staff(20, 'leaver');
    const everybody = ['desk', 'fay', ...leavers, ...staff(30)];
    const made = createCleanupStage(everybody, { ...withRoster, breaker: { count: 50, share: 0.5 } });
    for (const id of leavers) await made.leave(id);
    made.exportRoster(everybody.filter((id) => id !== 'fay'));
    const job = {
      v: 1,
      job: 'user-cleanup-plan',
      account: 'default',
      scheduledAt: new Date(made.stage.now).toISOString(),
    } as const;
    const deps = { ...made.deps, userDeletions: made.queue };
    const told = () => made.events.filter(({ kind }) => kind === 'cleanup-planned').length;
    const answer = await runCleanupPlan(job, { ...deps, hasTime: () => told() < 16 });
    expect((await made.record('fay')).mark).not.toBeNull();
    made.stage.now += 600_000;
    made.exportRoster(everybody);
    await made.plan();
    if (!('continuation' in answer)) throw new Error('the run came to its end');
    await runCleanupPlan({ ...job, continuation: { ...answer.continuation } }, deps);
    expect((await made.record('fay')).mark).toBeNull();
  });

  it('one whom CubiCasa refuses to delete takes nobody’s place for 30 days', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve', 'fay']);
    await made.leave('eve');
    made.company.nextDeleteFault = () => 'forbidden';
    await spendDay(made);
    await recallRemoval(made.operator, { account: 'default', email: 'eve@agency.example', dryRun: false });
    await made.leave('fay');
    made.company.nextDeleteFault = () => 'none';
    await spendDay(made);
    expect(made.isThere('fay')).toBe(false);
  });

  it('one whose deletion fails stops no other', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve', 'fay'], { breaker: { count: 9, share: 0.5 } });
    await made.leave('eve');
    await made.leave('fay');
    let calls = 0;
    made.company.nextDeleteFault = () => (calls++ === 0 ? 'failed' : 'none');
    await spendDay(made);
    expect(['eve', 'fay'].map(made.isThere)).toEqual([true, false]);
    await spendDay(made);
    expect(made.isThere('eve')).toBe(false);
  });
});

describe('[P7] knowledge that cannot be relied on', () => {
  it('a stopped staff export deletes nobody, however long ago they were marked', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve'], withRoster);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    for (let day = 0; day < 6; day += 1) await spendDay(made);
    expect(made.isThere('eve')).toBe(true);
    expect(await newest(made)).toMatchObject({ state: 'held', heldBy: ['roster-stale'] });
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    await spendDay(made);
    expect(made.isThere('eve')).toBe(false);
  });

  it('a user missing from one page, since the list moved under it, is not gone', async () => {
    const made = createCleanupStage(staff(9));
    await made.plan();
    made.stage.now += DAY;
    let moved = 0;
    made.company.betweenPages = () => {
      if (moved++ === 0) made.company.users.shift();
    };
    await made.plan();
    const records = await Promise.all(staff(9).map(made.record));
    expect(records.filter(({ absentSince }) => absentSince !== null).map(({ userId }) => userId)).toEqual(['p0']);
    expect(await newest(made)).toMatchObject({ heldBy: [] });
  });

  it('a list that moves at every reading deletes nobody and proves nobody gone', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve', 'fay', 'gil'], withRoster);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk', 'fay', 'gil']);
    for (let day = 0; day < 2; day += 1) await spendDay(made);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk', 'fay', 'gil']);
    made.company.betweenPages = () => made.company.users.push(...made.company.users.splice(0, 1));
    await made.plan();
    expect(await newest(made)).toMatchObject({ state: 'held', heldBy: ['listing-inconsistent'] });
    const records = await Promise.all(['ana', 'eve'].map(made.record));
    expect(records.map(({ absentSince }) => absentSince)).toEqual([null, null]);
  });

  it('a listing that takes several slices gives the plan that one slice gives', async () => {
    const made = createCleanupStage([...staff(30), 'desk'], withRoster);
    made.exportRoster([...staff(29), 'desk']);
    const job = { v: 1, job: 'user-cleanup-plan', account: 'default' } as const;
    const answers = await made.planInSlices(job);
    expect(answers.slice(0, -1).every((answer) => 'continuation' in answer)).toBe(true);
    expect(answers.length).toBeGreaterThan(3);
    expect(answers.at(-1)).toMatchObject({ verdicts: { mark: 1, keep: 30 } });
    expect(made.company.calls.listings).toBe(1);
  });
});

describe('[P7] plans', () => {
  it('a dry run changes nothing at all', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve'], withRoster);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    const [items, objects] = [made.table.items(), new Map(made.audit.objects)];
    expect(await made.plan('dry-run')).toMatchObject({ state: 'dry-run', verdicts: { mark: 1 } });
    expect(made.table.items()).toEqual(items);
    expect(made.audit.objects).toEqual(objects);
    expect(made.events).toEqual([]);
  });

  it('two at once, of one run or of two, delete a person once', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve'], withRoster);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    for (let day = 0; day < 2; day += 1) await spendDay(made);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    await planTwice(made);
    const first = await newest(made);
    made.stage.now += 1;
    await planTwice(made);
    const second = await newest(made);
    expect([first, second]).toMatchObject([{ state: 'awaiting-approval' }, { state: 'awaiting-approval' }]);
    expect(first.planId).not.toBe(second.planId);
    for (const { planId } of [first, second]) await made.approve(planId);
    made.stage.now += HOUR;
    await made.sweep();
    await made.apply();
    expect(made.isThere('eve')).toBe(false);
    expect(made.company.calls.deletes).toBe(1);
    expect((await made.table.list(keys.plans('default'))).items).toHaveLength(4);
  });

  it('under a new policy wait for a new approval, whatever was approved before', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve'], { breaker: { count: 9, share: 0.5 } });
    await made.leave('eve');
    await spendDay(made);
    expect(made.isThere('eve')).toBe(false);
    await made.leave('ana');
    Object.assign(made.deps, { configured: parseCleanupPolicy({ ...made.deps.configured, graceDays: 20 }) });
    await made.plan();
    expect(await newest(made)).toMatchObject({ state: 'awaiting-approval', approval: null });
    made.stage.now += HOUR;
    await made.sweep();
    await made.apply();
    expect(made.isThere('ana')).toBe(true);
  });

  it('wait for a new approval where an approved policy comes back after another', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve'], { breaker: { count: 9, share: 0.5 } });
    await made.leave('eve');
    await spendDay(made);
    expect(made.isThere('eve')).toBe(false);
    const approved = made.deps.configured;
    Object.assign(made.deps, { configured: { ...approved, mode: 'report' } });
    await made.plan();
    await made.leave('ana');
    made.stage.now += DAY;
    Object.assign(made.deps, { configured: approved });
    await made.plan();
    expect(await newest(made)).toMatchObject({ state: 'awaiting-approval', approval: null });
  });

  it('begin the grace anew for somebody who worked since they were marked', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve'], withRoster);
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    await spendDay(made);
    const at = new Date(made.stage.now).toISOString();
    await recordActivity(made.table, 'default', { address: 'EVE@agency.example', orderId: 'o', at });
    await spendDay(made);
    expect((await made.record('eve')).mark).toBeNull();
    made.exportRoster(['ana', 'bob', 'cyd', 'desk']);
    for (let day = 0; day < 2; day += 1) await spendDay(made);
    expect(made.isThere('eve')).toBe(true);
  });
});

describe('[P7] somebody who is invited again after being deleted', () => {
  it('is not meant by the request that removed them', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    await made.apply();
    made.stage.now += DAY;
    made.company.users.push({
      id: 'eve-again',
      email: 'eve@agency.example',
      role: 'Collaborator',
      createdAt: made.stage.now,
      confirmed: false,
    });
    for (let day = 0; day < 3; day += 1) await spendDay(made);
    expect(made.isThere('eve-again')).toBe(true);
    expect(await made.record('eve-again')).toMatchObject({ leaver: null, mark: null, deletion: null });
    expect(await made.eve()).toMatchObject({ deletion: { outcome: 'deleted' } });
  });
});
