import { hasRole, type ListedUser } from '../listed-user.ts';
import type { UserRecord } from '../user-record.ts';
import type { UserVerdict } from './cleanup-plan.ts';

const MANAGER = ['Manager'];

/**
 * Keeps so many managers that the floor holds: people who left go first, then who is due. A manager whose deletion was
 * begun counts as gone already and takes no place of another; a repeat for them needs the floor without them.
 */
export function keepManagers(
  verdicts: readonly UserVerdict[],
  users: readonly ListedUser[],
  records: ReadonlyMap<string, UserRecord>,
  floor: number,
): UserVerdict[] {
  const isGoing = (id: string) => (records.get(id)?.deletion ?? null) !== null;
  const staying = users.filter((user) => isManagerWhoCame(user) && !isGoing(user.id)).length;
  const leaving = verdicts.filter((one) => one.verdict !== 'keep' && hasRole(one, MANAGER));
  const begun = leaving.filter((one) => isGoing(one.userId));
  const fresh = leaving.filter((one) => !isGoing(one.userId)).sort((a, b) => urgency(b) - urgency(a));
  const needed = [...fresh.slice(Math.max(0, staying - floor)), ...(staying < floor ? begun : [])];
  const kept = new Set(needed.map(({ userId }) => userId));
  return verdicts.map((one) => (kept.has(one.userId) ? keepManager(one) : one));
}

/** An invitation that nobody took up manages nothing. */
function isManagerWhoCame(user: ListedUser): boolean {
  return hasRole(user, MANAGER) && user.confirmed !== false;
}

function urgency({ leaver, verdict }: UserVerdict): number {
  return (leaver === null ? 0 : 2) + (verdict === 'delete' ? 1 : 0);
}

function keepManager(verdict: UserVerdict): UserVerdict {
  const reasons = ['manager-floor', ...verdict.reasons] as const;
  return { ...verdict, verdict: 'keep', markedAt: null, deleteAfter: null, reasons };
}
