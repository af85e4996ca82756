import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import { planIdOf } from '../../shared/users/plan-header.ts';
import { saveUserRecord } from '../../shared/users/user-record.ts';
import { verdictEventData } from '../../shared/users/verdict-event.ts';
import type { CleanupPlanDeps } from './cleanup-plan-deps.ts';
import type { RecordChange } from './select-record-changes.ts';

const AT_ONCE = 16;

/**
 * Writes what changed, each mark announced before it counts. False when time ran out; a repeat of the run goes on where
 * it stopped, since what is written is no change any more. @throws StaleItemError when another run wrote meanwhile.
 */
export async function saveRecords(
  account: string,
  changes: readonly RecordChange[],
  knowledge: Knowledge,
  deps: CleanupPlanDeps,
): Promise<boolean> {
  const waiting = changes.values();
  let done = 0;
  const worker = async (): Promise<void> => {
    for (const change of waiting) {
      await saveRecord(account, change, knowledge, deps);
      done += 1;
      if (!deps.hasTime()) return;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done === changes.length;
}

async function saveRecord(
  account: string,
  { record, announce }: RecordChange,
  { now, revs, accountLabels }: Knowledge,
  { table, sendUserEvent, report }: CleanupPlanDeps,
): Promise<void> {
  const planId = planIdOf(now);
  if (announce !== null) {
    const at = new Date(now).toISOString();
    await sendUserEvent(
      { kind: 'cleanup-marked', at, data: verdictEventData(account, planId, announce) },
      accountLabels,
    );
    report('user-marked', { account, planId, userId: record.userId });
  }
  await saveUserRecord(table, account, record, revs.get(record.userId) ?? 'absent');
}
