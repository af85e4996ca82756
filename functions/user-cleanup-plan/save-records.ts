import type { Knowledge } from '../../shared/users/load-knowledge.ts';
import { planIdOf } from '../../shared/users/plan-header.ts';
import { saveUserRecord, type UserRecord } from '../../shared/users/user-record.ts';
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
  { record, announce, settled }: RecordChange,
  knowledge: Knowledge,
  deps: CleanupPlanDeps,
): Promise<void> {
  const { now, revs, accountLabels } = knowledge;
  const { table, sendUserEvent, report } = deps;
  const planId = planIdOf(now);
  if (announce !== null) {
    const at = new Date(now).toISOString();
    await sendUserEvent(
      { kind: 'cleanup-marked', at, data: verdictEventData(account, planId, announce) },
      accountLabels,
    );
    report('user-marked', { account, planId, userId: record.userId });
  }
  if (settled) await tellDeleted(account, record, knowledge, deps);
  await saveUserRecord(table, account, record, revs.get(record.userId) ?? 'absent');
}

/** What apply could not see: the same event, told before the record says that it was. */
async function tellDeleted(
  account: string,
  { userId, email, role, leaver, deletion }: UserRecord,
  { accountLabels }: Knowledge,
  { sendUserEvent, report }: CleanupPlanDeps,
): Promise<void> {
  if (deletion === null) return;
  const { planId, deletedAt, begunAt } = deletion;
  const facts = { reasons: [], leaver: leaver !== null, deleteAfter: null, orders: 0, lastOrderAt: null };
  const data = { account, planId, userId, email, role, ...facts };
  await sendUserEvent({ kind: 'deleted', at: deletedAt ?? begunAt, data }, accountLabels);
  report('user-deleted', { account, planId, userId });
}
