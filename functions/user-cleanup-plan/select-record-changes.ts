import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import type { UserVerdict } from '../../shared/users/plan/cleanup-plan.ts';
import type { PlanBody } from '../../shared/users/plan-body.ts';
import type { UserRecord } from '../../shared/users/user-record.ts';
import { absentRecord, nextRecord, type RecordContext } from './next-record.ts';

export interface RecordChange {
  readonly record: UserRecord;
  /** Set where the user is newly marked in enforce: to be announced. */
  readonly announce: UserVerdict | null;
  /** A deletion that ended in doubt turns out to have worked: to be told. */
  readonly settled: boolean;
}

/** Which records a plan changes, listed users and those who are gone. Whom the plan does not name simply stays. */
export function selectRecordChanges(
  listing: UserListing,
  plan: Pick<PlanBody, 'verdicts'>,
  records: ReadonlyMap<string, UserRecord>,
  context: RecordContext,
): RecordChange[] {
  const verdicts = new Map(plan.verdicts.map((verdict) => [verdict.userId, verdict]));
  const changes: RecordChange[] = [];
  for (const user of listing.users) {
    const verdict = verdicts.get(user.id) ?? null;
    const before = records.get(user.id);
    const record = nextRecord(user, verdict, before, context);
    if (!isSame(before, record))
      changes.push({ record, announce: isNewMark(before, record) ? verdict : null, settled: false });
  }
  const listed = new Set(listing.users.map(({ id }) => id));
  for (const [userId, before] of records) {
    if (listed.has(userId)) continue;
    const record = absentRecord(before, listing);
    if (!isSame(before, record))
      changes.push({ record, announce: null, settled: before.deletion !== null && !before.deletion.announced });
  }
  return changes;
}

/** Deleted by us, and shown by a complete listing that began afterwards. */
export function selectUnconfirmed(listing: UserListing, records: ReadonlyMap<string, UserRecord>): string[] {
  if (!listing.consistent) return [];
  return listing.users.flatMap(({ id }) => {
    const deletion = records.get(id)?.deletion ?? null;
    const isOver = deletion !== null && deletion.outcome !== 'deleting' && deletion.begunAt < listing.startedAt;
    return isOver ? [id] : [];
  });
}

function isNewMark(before: UserRecord | undefined, { mark }: UserRecord): boolean {
  return mark !== null && mark.mode === 'enforce' && before?.mark?.since !== mark.since;
}

function isSame(before: UserRecord | undefined, after: UserRecord): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after);
}
