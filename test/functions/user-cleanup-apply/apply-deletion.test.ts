import { describe, expect, it } from 'vitest';
import { applyDeletion } from '../../../functions/user-cleanup-apply/apply-deletion.ts';
import { pauseCleanup } from '../../../infra/cli/users/pause-cleanup.ts';
import { reportAccess } from '../../../infra/cli/users/report-access.ts';
import { showPlan } from '../../../infra/cli/users/show-plan.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { saveSweepRun } from '../../../shared/orders/sweep-run.ts';
import { parseDeletionMessage } from '../../../shared/users/deletion-message.ts';
import type { PlanApproval } from '../../../shared/users/plan-header.ts';
import { queuePlan } from '../../../shared/users/queue-plan.ts';
import { createApprovedStage, createCleanupStage, createPlannedStage, DAY } from '../../support/cleanup-stage.ts';

type Made = Awaited<ReturnType<typeof createApprovedStage>>;

function park({ table }: Made, reason: 'refused' | 'other-company') {
  const data = { v: 1, failures: 1, parked: { reason, since: '2026-06-01T00:00:00.000Z' }, probeAt: null };
  return table.put({ ...keys.breaker('default'), data }, 'any');
}

function spoilPolicy({ table }: Made) {
  return table.put({ ...keys.settings('default'), data: { v: 1, labels: [], cleanup: { graceDays: -1 } } }, 'any');
}

describe('a deletion', () => {
  it('waits until a sweep that began after the plan is complete', async () => {
    const made = await createApprovedStage();
    expect(await made.apply()).toEqual(['unswept', 'done']);
    expect(made.isThere('eve')).toBe(true);
  });

  it('waits for another sweep where the last one began between the schedule and the run', async () => {
    const made = createCleanupStage(['eve', 'ana', 'bob', 'cyd', 'desk']);
    await made.leave('eve');
    const scheduledAt = new Date(made.stage.now).toISOString();
    made.stage.now += 20 * 60_000;
    await made.sweep();
    made.stage.now += 20 * 60_000;
    await made.plan(undefined, scheduledAt);
    const [plan] = (await made.table.list(keys.plans('default'))).items;
    await made.approve(plan?.sk ?? '');
    expect((await made.apply())[0]).toBe('unswept');
    made.stage.now += 60_000;
    await made.sweep();
    expect((await made.apply())[0]).toBe('done');
    expect(made.isThere('eve')).toBe(false);
  });

  it('that ended in the dead-letter queue is done by a redrive, though its plan was closed', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    const [dead, close] = made.queue.messages.map(({ body }) => parseDeletionMessage(body));
    if (dead === undefined || close === undefined) throw new Error('there are no messages');
    await applyDeletion(close, made.deps);
    expect(await showPlan(made.operator, { account: 'default' })).toMatchObject({ header: { state: 'applied' } });
    await applyDeletion(dead, made.deps);
    expect(made.isThere('eve')).toBe(false);
  });

  it('is written down, done once, told, and later proven', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    expect(await made.apply()).toEqual(['done', 'done']);
    expect(made.isThere('eve')).toBe(false);
    expect(made.audit.objects.get(`deletions/default/eve/${made.planId}.json`)).toContain('eve@agency.example');
    expect(made.events.map(({ kind }) => kind)).toEqual(['cleanup-planned', 'deleted']);
    await made.apply();
    expect(made.company.calls.deletes).toBe(1);
    made.stage.now += DAY;
    await made.plan();
    expect(await made.eve()).toMatchObject({
      absentSince: new Date(made.stage.now).toISOString(),
      deletion: { outcome: 'deleted' },
    });
    const report = await reportAccess(made.operator, { account: 'default', since: '2026-05-01', until: '2026-07-01' });
    expect(report.rows).toMatchObject([
      { email: 'eve@agency.example', status: 'removed', approver: 'op', source: 'request' },
    ]);
  });

  it('is looked up when nobody knows how it ended, and not repeated', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.nextDeleteFault = () => 'ambiguous-done';
    await made.apply();
    expect(made.company.calls.deletes).toBe(1);
    expect((await made.eve()).deletion?.outcome).toBe('deleted');
  });

  it('stays marked when the look shows the user still there', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.nextDeleteFault = () => 'ambiguous-not-done';
    await made.apply();
    expect((await made.eve()).deletion?.outcome).toBe('unknown');
    expect(made.reports).toContain('user-deletion-unknown');
  });

  it('that clearly failed leaves no mark and no count', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.nextDeleteFault = () => 'failed';
    await made.apply();
    expect((await made.eve()).deletion).toBeNull();
    expect((await made.table.list(keys.deletions('default'))).items).toEqual([]);
  });

  it('that CubiCasa does not permit is told as failed, parks nobody and stops no other', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve', 'fay'], { breaker: { count: 9, share: 0.5 } });
    for (const id of ['eve', 'fay']) await made.leave(id);
    await made.plan();
    const [plan] = (await made.table.list(keys.plans('default'))).items;
    await made.approve(plan?.sk ?? '');
    made.stage.now += 60_000;
    await made.sweep();
    made.company.nextDeleteFault = () => (made.company.calls.deletes === 1 ? 'forbidden' : 'none');
    await made.apply();
    expect(made.reports.filter((code) => code === 'user-deletion-failed')).toHaveLength(1);
    expect(made.reports).not.toContain('account-parked refused');
    expect(['eve', 'fay'].map(made.isThere).sort()).toEqual([false, true]);
  });

  it('that took effect unseen stays counted and marked when a repeat of it fails', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.listLagMs = DAY;
    made.company.nextDeleteFault = () => 'ambiguous-done';
    const redelivered = { v: 1, account: 'default', planId: made.planId, userId: 'eve' } as const;
    await applyDeletion(redelivered, made.deps);
    const doubted = (await made.eve()).deletion;
    expect(doubted?.outcome).toBe('unknown');
    made.company.nextDeleteFault = () => 'failed';
    await applyDeletion(redelivered, made.deps);
    expect(made.reports).toContain('user-deletion-failed');
    expect((await made.eve()).deletion).toEqual(doubted);
    expect((await made.table.list(keys.deletions('default'))).items).toHaveLength(1);
  });

  it('is not done when the policy changes while the users are listed', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.betweenPages = () =>
      void made.table.put(
        { ...keys.settings('default'), data: { v: 1, labels: [], cleanup: { mode: 'report' } } },
        'any',
      );
    await made.apply();
    expect(made.isThere('eve')).toBe(true);
    expect(made.reports).toContain('user-deletion-aborted policy-changed');
  });

  it('waits for a sweep of this hour that was not refused the delivered orders', async () => {
    const made = await createPlannedStage();
    await made.sweep();
    made.stage.now += DAY;
    await made.approve(made.planId);
    const eve = { v: 1, account: 'default', planId: made.planId, userId: 'eve' } as const;
    expect(await applyDeletion(eve, made.deps)).toBe('unswept');
    made.stage.now += 60_000;
    const at = new Date(made.stage.now).toISOString();
    const run = { v: 1, kind: 'open', startedAt: at, completedAt: at, orders: 0, drifted: 0 } as const;
    await saveSweepRun(made.table, 'default', { ...run, refusedStatuses: ['Ready'] });
    expect(await applyDeletion(eve, made.deps)).toBe('unswept');
    await saveSweepRun(made.table, 'default', { ...run, refusedStatuses: [] });
    expect(await applyDeletion(eve, made.deps)).toBe('done');
    expect(made.isThere('eve')).toBe(false);
  });

  it('is queued anew by another approval within the time that a queue folds repeats', async () => {
    const made = await createPlannedStage();
    await made.approve(made.planId);
    const { header } = (await showPlan(made.operator, { account: 'default' })) ?? {};
    if (header === undefined) throw new Error('there is no plan');
    const ids = made.queue.messages.map(({ deduplicationId }) => deduplicationId);
    await queuePlan(
      { ...header, approval: { ...(header.approval as PlanApproval), at: 'later' } },
      ['eve'],
      made.queue,
    );
    expect(made.queue.messages.slice(ids.length).some(({ deduplicationId }) => ids.includes(deduplicationId))).toBe(
      false,
    );
  });

  it('stops within one message of a pause', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    await pauseCleanup(made.operator, { account: 'default', paused: true, reason: null, by: 'op', dryRun: false });
    await made.apply();
    expect(made.isThere('eve')).toBe(true);
    expect(made.reports).toContain('user-deletion-aborted paused');
    expect(made.events.at(-1)).toMatchObject({ kind: 'cleanup-aborted', data: { abortedBy: 'paused' } });
  });

  it.each<[string, (made: Made) => unknown, string]>([
    ['the plan is past its validity', (made) => (made.stage.now += 3 * DAY), 'plan-expired'],
    [
      'the policy changed',
      (made) => Object.assign(made.deps, { configured: { ...made.deps.configured, graceDays: 20 } }),
      'policy-changed',
    ],
    ['the clock went back', (made) => (made.stage.now -= DAY), 'clock-behind'],
    [
      'the request was taken back',
      (made) => made.table.remove(keys.leaver('default', 'eve@agency.example'), 'any'),
      'verdict-changed',
    ],
    ['the account is parked', (made) => park(made, 'refused'), 'account-parked'],
    ['the key opens another company', (made) => park(made, 'other-company'), 'other-company'],
    ['the account’s policy cannot be used', (made) => spoilPolicy(made), 'policy-changed'],
  ])('is not done when %s', async (_what, change, reason) => {
    const made = await createApprovedStage();
    await made.sweep();
    await change(made);
    await made.apply();
    expect(made.isThere('eve')).toBe(true);
    expect(made.reports).toContain(`user-deletion-aborted ${reason}`);
  });

  it('of somebody who is gone when the call comes is a success: 404 says so', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.onDelete = () => void made.company.users.splice(0, 1);
    await made.apply();
    expect((await made.eve()).deletion).toMatchObject({ outcome: 'deleted', announced: true });
    expect(made.reports).not.toContain('user-deletion-failed');
  });

  it('of somebody whom another person removed before is none, and is counted as none', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.users.splice(0, 1);
    await made.apply();
    expect(made.reports).toContain('user-gone-already');
    expect(made.company.calls.deletes).toBe(0);
    expect((await made.table.list(keys.deletions('default'))).items).toEqual([]);
  });

  it('shares one complete listing with others for 15 minutes', async () => {
    const made = createCleanupStage(['ana', 'bob', 'cyd', 'desk', 'eve', 'fay', 'gil'], {
      breaker: { count: 9, share: 0.5 },
    });
    for (const id of ['eve', 'fay', 'gil']) await made.leave(id);
    await made.plan();
    const [plan] = (await made.table.list(keys.plans('default'))).items;
    await made.approve(plan?.sk ?? '');
    made.stage.now += 60_000;
    await made.sweep();
    const listings: number[] = [];
    for (const { body } of made.queue.messages.slice(0, 3)) {
      const before = made.company.calls.listings;
      await applyDeletion(parseDeletionMessage(body), made.deps);
      listings.push(made.company.calls.listings - before);
      made.stage.now += 500_000;
    }
    expect(listings).toEqual([1, 0, 1]);
    expect(['eve', 'fay', 'gil'].map(made.isThere)).toEqual([false, false, false]);
  });

  it('of somebody who shows again is unconfirmed, and said so every day', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    const [eve] = made.company.users;
    await made.apply();
    if (eve !== undefined) made.company.users.push(eve);
    for (let day = 1; day <= 2; day += 1) {
      made.stage.now += DAY;
      await made.plan();
      expect(made.reports.filter((code) => code === 'removal-unconfirmed')).toHaveLength(day);
    }
    const report = await reportAccess(made.operator, { account: 'default', since: '2026-05-01', until: '2026-07-01' });
    expect(report.rows).toMatchObject([{ email: 'eve@agency.example', status: 'unconfirmed', confirmedAbsentAt: '' }]);
  });

  it('that an empty listing seems to prove stays in doubt', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.nextDeleteFault = () => {
      queueMicrotask(() => made.company.users.splice(0));
      return 'ambiguous-not-done';
    };
    await made.apply();
    expect((await made.eve()).deletion?.outcome).toBe('unknown');
    expect(made.events.map(({ kind }) => kind)).not.toContain('deleted');
  });

  it('is not done, and nobody counts as gone, by an empty listing', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    made.company.users.splice(0);
    await made.apply();
    expect(made.reports).toContain('user-deletion-aborted gate-listing-empty');
    expect(made.reports).not.toContain('user-gone-already');
  });

  it('leaves a plan that expired before its end expired', async () => {
    const made = await createApprovedStage();
    made.stage.now += 3 * DAY;
    await made.apply();
    expect(await showPlan(made.operator, { account: 'default' })).toMatchObject({ header: { state: 'expired' } });
  });

  it('is not done without an approval', async () => {
    const made = await createPlannedStage();
    await made.sweep();
    await applyDeletion({ v: 1, account: 'default', planId: made.planId, userId: 'eve' }, made.deps);
    expect(made.reports).toContain('user-deletion-aborted plan-awaiting-approval');
    expect(made.isThere('eve')).toBe(true);
  });
});
