import type { CleanupPolicy } from '../../shared/users/cleanup-policy.ts';
import type { ListedUser } from '../../shared/users/listed-user.ts';
import type { UserListing } from '../../shared/users/plan/cleanup-knowledge.ts';
import type { UserVerdict } from '../../shared/users/plan/cleanup-plan.ts';
import {
  type LeaverCase,
  type Mark,
  newUserRecord,
  type UserRecord,
  withListing,
} from '../../shared/users/user-record.ts';

const DAY_MS = 86_400_000;

export interface RecordContext {
  readonly mode: CleanupPolicy['mode'];
  /** Nothing is concluded from a run that may delete nobody. */
  readonly gated: boolean;
  /** When the listing began. */
  readonly startedAt: string;
}

/** What is remembered of a listed user after a plan. */
export function nextRecord(
  user: ListedUser,
  verdict: UserVerdict | null,
  before: UserRecord | undefined,
  { mode, gated, startedAt }: RecordContext,
): UserRecord {
  const record = withListing(before ?? newUserRecord(user.id), user);
  if (gated) return record;
  const deletion = stillOpen(record.deletion, verdict, startedAt);
  return {
    ...record,
    deletion,
    mark: nextMark(verdict, record.mark, mode),
    leaver: nextLeaver(verdict, record),
  };
}

/** A deletion in doubt of somebody who stays and is listed a day later did not take effect. */
function stillOpen(
  deletion: UserRecord['deletion'],
  judged: UserVerdict | null,
  startedAt: string,
): UserRecord['deletion'] {
  if (deletion === null || deletion.outcome === 'deleted') return deletion;
  const isOver = Date.parse(startedAt) - Date.parse(deletion.begunAt) > DAY_MS;
  return isOver && (judged === null || judged.verdict === 'keep') ? null : deletion;
}

/** A candidate keeps a mark that counts or gets a new one; whoever stays loses it; doubt changes nothing. */
function nextMark(judged: UserVerdict | null, before: Mark | null, mode: Mark['mode']): Mark | null {
  if (judged === null) return null;
  const { verdict, leaver, markedAt } = judged;
  if (verdict === 'blocked') return before;
  if (verdict === 'keep' || leaver !== null || markedAt === null) return null;
  return before?.since === markedAt ? before : { since: markedAt, mode };
}

/**
 * Once a deletion was begun the case stays on record whatever the roster says later; so does that of a person whose row
 * merely went from the roster.
 */
function nextLeaver(judged: UserVerdict | null, { leaver: before, deletion }: UserRecord): LeaverCase | null {
  const leaver = judged?.leaver ?? null;
  if (leaver === null) return deletion !== null || judged?.reasons.includes('not-on-roster') === true ? before : null;
  return before === null ? leaver : { ...leaver, candidateSince: before.candidateSince };
}

/** What is remembered of somebody whom a complete listing does not show: gone, if it began after what removed them. */
export function absentRecord(record: UserRecord, { startedAt, consistent, users }: UserListing): UserRecord {
  if (!consistent || users.length === 0 || record.absentSince !== null) return record;
  const { deletion } = record;
  if (deletion === null) return { ...record, mark: null, absentSince: startedAt };
  if (startedAt <= (deletion.deletedAt ?? deletion.begunAt)) return record;
  const deletedAt = deletion.deletedAt ?? deletion.begunAt;
  return {
    ...record,
    mark: null,
    absentSince: startedAt,
    deletion: { ...deletion, outcome: 'deleted', deletedAt, announced: true },
  };
}
