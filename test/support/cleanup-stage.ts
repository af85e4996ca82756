import { applyDeletion } from '../../functions/user-cleanup-apply/apply-deletion.ts';
import type { ApplyDeps } from '../../functions/user-cleanup-apply/apply-deps.ts';
import {
  type CleanupAnswer,
  type CleanupJob,
  runCleanupPlan,
} from '../../functions/user-cleanup-plan/run-cleanup-plan.ts';
import { approvePlan } from '../../infra/cli/users/approve-plan.ts';
import { removeUser } from '../../infra/cli/users/remove-user.ts';
import type { UsersDeps } from '../../infra/cli/users/users-context.ts';
import { keys } from '../../shared/ledger/keys.ts';
import { saveSweepRun } from '../../shared/orders/sweep-run.ts';
import { parseCleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import { parseDeletionMessage } from '../../shared/users/deletion-message.ts';
import type { RosterFile } from '../../shared/users/roster/roster-source.ts';
import type { UserEventSource } from '../../shared/users/user-event.ts';
import type { UserRecord } from '../../shared/users/user-record.ts';
import { createModelCompany, modelClients } from '../simulation/cleanup/model-company.ts';
import { createMemoryBucket } from './memory-bucket.ts';
import { createMemoryQueue } from './memory-queue.ts';
import { createMemoryTable } from './memory-table.ts';

export const DAY = 86_400_000;
const BEGIN = Date.parse('2026-06-01T02:00:00.000Z');
const ACCOUNT = 'default';

/** A company, the relay's two functions and its operator, over memory; `stage.now` is everybody's clock. */
export function createCleanupStage(people: readonly string[], policy: object = {}) {
  const stage = { now: BEGIN, roster: undefined as RosterFile | undefined };
  const iso = () => new Date(stage.now).toISOString();
  const company = createModelCompany();
  const hire = (id: string, role = 'Collaborator') =>
    company.users.push({ id, email: `${id}@agency.example`, role, createdAt: BEGIN - 90 * DAY, confirmed: true });
  for (const id of people) hire(id, id === 'desk' ? 'Manager' : 'Collaborator');
  const [table, audit, queue] = [createMemoryTable(), createMemoryBucket('audit'), createMemoryQueue()];
  const events: UserEventSource[] = [];
  const reports: string[] = [];
  const deps: ApplyDeps = {
    table,
    audit,
    listings: createMemoryBucket('listings'),
    rosters: { load: async () => stage.roster },
    configured: parseCleanupPolicy({ mode: 'enforce', protect: { addresses: ['desk@agency.example'] }, ...policy }),
    clients: modelClients(company, () => stage.now),
    sendUserEvent: async (event) => void events.push(event),
    report: (code, { reason }) => void reports.push(reason === undefined ? code : `${code} ${reason}`),
    hasTime: () => true,
    now: () => stage.now,
  };
  const operator: UsersDeps = {
    table,
    audit,
    rosters: audit,
    userDeletions: queue,
    accountClients: deps.clients,
    invoke: (_name, job) => runCleanupPlan(job as CleanupJob, { ...deps, userDeletions: queue }),
    now: deps.now,
  };

  return {
    stage,
    company,
    table,
    audit,
    queue,
    events,
    reports,
    deps,
    operator,
    hire,
    isThere: (id: string) => company.users.some((user) => user.id === id),
    record: async (id: string) => (await table.get(keys.user(ACCOUNT, id)))?.data as UserRecord,
    /** Who the staff system says belongs here, as of now. */
    exportRoster(ids: readonly string[]): void {
      const text = ['email', ...ids.map((id) => `${id}@agency.example`), ''].join('\n');
      stage.roster = { text, version: iso(), modifiedAt: iso() };
    },
    plan(kind?: 'dry-run', scheduledAt = iso()): Promise<CleanupAnswer> {
      const job = { v: 1, job: 'user-cleanup-plan', account: ACCOUNT, scheduledAt } as const;
      return runCleanupPlan({ ...job, ...(kind === undefined ? {} : { kind }) }, { ...deps, userDeletions: queue });
    },
    /** Page by page, as if every invocation ended after one. */
    async planInSlices(job: Omit<CleanupJob, 'continuation'>): Promise<CleanupAnswer[]> {
      const answers: CleanupAnswer[] = [];
      let going: CleanupJob = { ...job, scheduledAt: iso() };
      for (;;) {
        const answer = await runCleanupPlan(going, { ...deps, userDeletions: queue, hasTime: () => false });
        answers.push(answer);
        if (!('continuation' in answer)) return answers;
        going = { ...going, continuation: JSON.parse(JSON.stringify(answer.continuation)) };
      }
    },
    sweep: () =>
      saveSweepRun(table, ACCOUNT, {
        v: 1,
        kind: 'open',
        startedAt: iso(),
        completedAt: iso(),
        orders: 0,
        drifted: 0,
        refusedStatuses: [],
      }),
    leave: (id: string) =>
      removeUser(operator, {
        account: ACCOUNT,
        email: `${id.toUpperCase()}@agency.example`,
        reason: 'left',
        by: 'op',
        dryRun: false,
      }),
    approve: (planId: string, overLimit = false) =>
      approvePlan(operator, { account: ACCOUNT, planId, overLimit, by: 'op', dryRun: false }),
    /** Every message that was ever queued, as if all came again. */
    async apply() {
      const answers: string[] = [];
      for (const { body } of queue.messages) answers.push(await applyDeletion(parseDeletionMessage(body), deps));
      return answers;
    },
  };
}

export type CleanupStage = ReturnType<typeof createCleanupStage>;

/** A company of five; Eve left, the operator said so, and there is a plan. */
export async function createPlannedStage() {
  const made = createCleanupStage(['eve', 'ana', 'bob', 'cyd', 'desk']);
  await made.leave('eve');
  await made.plan();
  const [first] = (await made.table.list(keys.plans(ACCOUNT))).items;
  return { ...made, planId: first?.sk ?? '', eve: () => made.record('eve') };
}

/** The same with the plan approved, an hour later. */
export async function createApprovedStage() {
  const made = await createPlannedStage();
  await made.approve(made.planId);
  made.stage.now += 3_600_000;
  return made;
}
