import { describe, expect, it } from 'vitest';
import { applyDeletion } from '../../../functions/user-cleanup-apply/apply-deletion.ts';
import type { ApplyDeps } from '../../../functions/user-cleanup-apply/apply-deps.ts';
import { runCleanupPlan } from '../../../functions/user-cleanup-plan/run-cleanup-plan.ts';
import { approvePlan } from '../../../infra/cli/users/approve-plan.ts';
import { pauseCleanup } from '../../../infra/cli/users/pause-cleanup.ts';
import { removeUser } from '../../../infra/cli/users/remove-user.ts';
import { reportAccess } from '../../../infra/cli/users/report-access.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { saveSweepRun } from '../../../shared/orders/sweep-run.ts';
import { parseCleanupPolicy } from '../../../shared/users/cleanup-policy.ts';
import { parseDeletionMessage } from '../../../shared/users/deletion-message.ts';
import type { UserEventSource } from '../../../shared/users/user-event.ts';
import type { UserRecord } from '../../../shared/users/user-record.ts';
import { createModelCompany, modelClients } from '../../simulation/cleanup/model-company.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

const DAY = 86_400_000;
const BEGIN = Date.parse('2026-06-01T02:00:00.000Z');

/** A company of five; Eve left, and the operator said so. */
async function createStage() {
  const stage = { now: BEGIN };
  const company = createModelCompany();
  for (const id of ['eve', 'ana', 'bob', 'cyd', 'desk']) {
    const role = id === 'desk' ? 'Manager' : 'Collaborator';
    company.users.push({ id, email: `${id}@agency.example`, role, createdAt: BEGIN - 90 * DAY, confirmed: true });
  }
  const [table, audit, queue] = [createMemoryTable(), createMemoryBucket('audit'), createMemoryQueue()];
  const events: UserEventSource[] = [];
  const reports: string[] = [];
  const deps: ApplyDeps = {
    table,
    audit,
    rosters: { load: async () => undefined },
    configured: parseCleanupPolicy({ mode: 'enforce', protect: { addresses: ['desk@agency.example'] } }),
    clients: modelClients(company, () => stage.now),
    sendUserEvent: async (event) => void events.push(event),
    report: (code, { reason }) => void reports.push(reason === undefined ? code : `${code} ${reason}`),
    hasTime: () => true,
    now: () => stage.now,
  };
  const operator = {
    table,
    audit,
    rosters: audit,
    userDeletions: queue,
    accountClients: deps.clients,
    invoke: async () => null,
    now: deps.now,
  };
  const plan = () =>
    runCleanupPlan(
      { v: 1, job: 'user-cleanup-plan', account: 'default', scheduledAt: new Date(stage.now).toISOString() },
      { ...deps, userDeletions: queue },
    );
  const sweep = () => {
    const at = new Date(stage.now).toISOString();
    return saveSweepRun(table, 'default', {
      v: 1,
      kind: 'open',
      startedAt: at,
      completedAt: at,
      orders: 0,
      drifted: 0,
      refusedStatuses: [],
    });
  };
  const eve = () => table.get(keys.user('default', 'eve')).then((item) => item?.data as UserRecord);
  await removeUser(operator, {
    account: 'default',
    email: 'EVE@agency.example',
    reason: 'left',
    by: 'op',
    dryRun: false,
  });
  await plan();
  const [first] = (await table.list(keys.plans('default'))).items;
  const planId = first?.sk ?? '';
  return { stage, company, table, audit, queue, events, reports, deps, operator, plan, sweep, eve, planId };
}

async function approved() {
  const made = await createStage();
  await approvePlan(made.operator, {
    account: 'default',
    planId: made.planId,
    overLimit: false,
    by: 'op',
    dryRun: false,
  });
  made.stage.now += 3_600_000;
  const apply = async () => {
    const answers: string[] = [];
    for (const { body } of made.queue.messages)
      answers.push(await applyDeletion(parseDeletionMessage(body), made.deps));
    return answers;
  };
  return { ...made, apply };
}

const has = ({ company }: { company: ReturnType<typeof createModelCompany> }, id: string) =>
  company.users.some((user) => user.id === id);

describe('a deletion', () => {
  it('waits until a sweep that began after the plan is complete', async () => {
    const made = await approved();
    expect(await made.apply()).toEqual(['put-off', 'done']);
    expect(has(made, 'eve')).toBe(true);
  });

  it('is written down, done once, told, and later proven', async () => {
    const made = await approved();
    await made.sweep();
    expect(await made.apply()).toEqual(['done', 'done']);
    expect(has(made, 'eve')).toBe(false);
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
    const made = await approved();
    await made.sweep();
    made.company.nextDeleteFault = () => 'ambiguous-done';
    await made.apply();
    expect(made.company.calls.deletes).toBe(1);
    expect((await made.eve()).deletion?.outcome).toBe('deleted');
  });

  it('stays marked when the look shows the user still there', async () => {
    const made = await approved();
    await made.sweep();
    made.company.nextDeleteFault = () => 'ambiguous-not-done';
    await made.apply();
    expect((await made.eve()).deletion?.outcome).toBe('unknown');
    expect(made.reports).toContain('user-deletion-unknown');
  });

  it('that clearly failed leaves no mark; its count stays for 30 days', async () => {
    const made = await approved();
    await made.sweep();
    made.company.nextDeleteFault = () => 'failed';
    await made.apply();
    expect((await made.eve()).deletion).toBeNull();
    expect((await made.table.list(keys.deletions('default'))).items).toHaveLength(1);
  });

  it('that took effect unseen stays counted and marked when a repeat of it fails', async () => {
    const made = await approved();
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

  it('stops within one message of a pause', async () => {
    const made = await approved();
    await made.sweep();
    await pauseCleanup(made.operator, { account: 'default', paused: true, reason: null, by: 'op', dryRun: false });
    await made.apply();
    expect(has(made, 'eve')).toBe(true);
    expect(made.reports).toContain('user-deletion-aborted paused');
    expect(made.events.at(-1)).toMatchObject({ kind: 'cleanup-aborted', data: { abortedBy: 'paused' } });
  });

  it.each<[string, (made: Awaited<ReturnType<typeof approved>>) => unknown, string]>([
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
  ])('is not done when %s', async (_what, change, reason) => {
    const made = await approved();
    await made.sweep();
    await change(made);
    await made.apply();
    expect(has(made, 'eve')).toBe(true);
    expect(made.reports).toContain(`user-deletion-aborted ${reason}`);
  });

  it('is not done without an approval', async () => {
    const made = await createStage();
    await made.sweep();
    await applyDeletion({ v: 1, account: 'default', planId: made.planId, userId: 'eve' }, made.deps);
    expect(made.reports).toContain('user-deletion-aborted plan-awaiting-approval');
    expect(has(made, 'eve')).toBe(true);
  });
});
