import { applyDeletion } from '../../../functions/user-cleanup-apply/apply-deletion.ts';
import type { ApplyDeps } from '../../../functions/user-cleanup-apply/apply-deps.ts';
import type { CleanupPlanDeps } from '../../../functions/user-cleanup-plan/cleanup-plan-deps.ts';
import { runCleanupPlan } from '../../../functions/user-cleanup-plan/run-cleanup-plan.ts';
import type { AccountJob } from '../../../shared/accounts/account-job.ts';
import { StaleItemError } from '../../../shared/ledger/table.ts';
import type { ReportCleanup } from '../../../shared/users/cleanup-report.ts';
import { type DeletionMessage, parseDeletionMessage } from '../../../shared/users/deletion-message.ts';
import { planIdOf } from '../../../shared/users/plan-header.ts';
import type { RosterFile } from '../../../shared/users/roster/roster-source.ts';
import { Crash, type Crashing, crashyBucket, crashyTable } from './crash.ts';
import { rosterLines } from './judge-roster.ts';
import { modelClients } from './model-company.ts';
import { ACCOUNT, iso, type World } from './world.ts';

/** The two functions as the stack would run them, over the world's ledger, files and queue. */
export interface Relay {
  plan(scheduledAt: number): Promise<void>;
  /** Works the queue off until it is empty or a message has to wait. */
  apply(): Promise<void>;
}

const MOST_TRIES = 4;
const COMES_AGAIN_MS = { unlisted: 1_000, unswept: 600_000 } as const;

export function createRelay(world: World): Relay {
  const crashing: Crashing = { share: 0 };
  const deps = connect(world, crashing);
  const redelivered = world.troubled ? 0.5 : world.faulty ? 0.05 : 0;

  async function survive<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
      crashing.share = world.faulty && attempt < MOST_TRIES ? 0.02 : 0;
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Crash || error instanceof StaleItemError)) throw error;
      }
    }
    return undefined;
  }

  /** A message that is put off comes back after its time; false while it still has to wait. */
  async function applyInTime(message: DeletionMessage): Promise<boolean> {
    for (let receive = 1; receive <= MOST_TRIES; receive += 1) {
      const applied = (await survive(() => applyDeletion(message, deps))) ?? 'done';
      if (applied === 'done') return true;
      world.now += COMES_AGAIN_MS[applied];
    }
    return false;
  }

  return {
    plan(scheduledAt) {
      world.planStarts.set(planIdOf(scheduledAt), world.now);
      return survive(() => runToEnd(scheduledAt, deps));
    },
    async apply() {
      for (; world.handled < world.queue.messages.length; world.handled += 1) {
        const message = parseDeletionMessage(world.queue.messages[world.handled]?.body ?? '');
        world.applying = message.planId;
        if (!(await applyInTime(message))) return;
        while (world.chance.below(redelivered)) await applyInTime(message);
      }
    },
  };
}

async function runToEnd(scheduledAt: number, deps: CleanupPlanDeps): Promise<void> {
  let job: AccountJob & { readonly account: string } = {
    v: 1,
    job: 'user-cleanup-plan',
    account: ACCOUNT,
    scheduledAt: iso(scheduledAt),
  };
  for (;;) {
    const answer = await runCleanupPlan(job, deps);
    if (!('continuation' in answer)) return;
    job = { ...job, continuation: { ...answer.continuation } };
  }
}

function connect(world: World, crashing: Crashing): CleanupPlanDeps & ApplyDeps {
  const { chance, table, audit, listings, queue, company, counts } = world;
  const report: ReportCleanup = (code) => {
    if (code === 'cleanup-planned') counts.plans += 1;
    if (code === 'user-deleted') counts.deleted += 1;
    if (code === 'cleanup-held') counts.held += 1;
    if (code === 'user-deletion-aborted') counts.aborted += 1;
  };
  return {
    table: crashyTable(table, chance, crashing),
    audit: crashyBucket(audit, chance, crashing),
    listings: crashyBucket(listings, chance, crashing),
    rosters: { load: async () => showRoster(world) },
    get configured() {
      return world.policy;
    },
    clients: modelClients(company, () => world.now),
    userDeletions: queue,
    sendUserEvent: async () => {},
    report,
    hasTime: () => !chance.below(0.15),
    now: () => world.now,
  };
}

function showRoster({ roster, rostersShown, now }: World): RosterFile | undefined {
  rostersShown.push({ at: now, size: rosterLines(roster?.text).length });
  return roster;
}
