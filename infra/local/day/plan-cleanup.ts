import { loadNewestPlan, type PlanHeader } from '../../../shared/users/plan-header.ts';
import type { Relay } from '../relay.ts';
import { fireJob } from './fire-job.ts';
import type { DayReport } from './simulator.ts';

/** Uploads the company's roster and lets the cleanup plan run. @throws NotSettledError */
export async function planCleanup(
  relay: Relay,
  account: string,
  roster: DayReport['roster'],
): Promise<PlanHeader | undefined> {
  const key = rosterKey(relay);
  if (key !== undefined) await relay.operator.rosters.put(key, formatRoster(roster), 'text/csv');
  await fireJob(relay, 'user-cleanup-plan');
  await relay.settle();
  return (await loadNewestPlan(relay.operator.table, account))?.header;
}

/** Where the deployed policy expects the roster. */
function rosterKey({ stack }: Relay): string | undefined {
  const policies = stack.functions.definitions.flatMap(({ environment }) => environment.CLEANUP ?? []);
  const { roster } = JSON.parse(policies[0] ?? '{}') as { roster?: { key?: string } | null };
  return roster?.key;
}

function formatRoster(roster: DayReport['roster']): string {
  return ['email,left_on', ...roster.map(({ email, leftOn = '' }) => `${email},${leftOn}`)].join('\n');
}
