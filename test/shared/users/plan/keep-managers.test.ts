import { describe, expect, it } from 'vitest';
import type { UserVerdict } from '../../../../shared/users/plan/cleanup-plan.ts';
import { keepManagers } from '../../../../shared/users/plan/keep-managers.ts';
import { type Deletion, newUserRecord } from '../../../../shared/users/user-record.ts';

const IN_DOUBT: Deletion = {
  planId: 'p',
  approver: 'op',
  begunAt: '2026-06-01T00:00:00.000Z',
  outcome: 'unknown',
  deletedAt: null,
  announced: false,
  recordKey: 'k',
};

const listed = (id: string) => ({ id, email: null, name: null, role: 'MANAGER', confirmed: true, createdAt: null });
const judged = (userId: string, verdict: UserVerdict['verdict']): UserVerdict => ({
  userId,
  email: null,
  role: 'MANAGER',
  verdict,
  reasons: [],
  leaver: null,
  markedAt: null,
  deleteAfter: null,
  orders: 0,
  lastOrderId: null,
  lastOrderAt: null,
});

/** Managers by verdict; whose deletion is in doubt; who is deleted in the end. */
function deleted(
  managers: Record<string, UserVerdict['verdict']>,
  inDoubt: readonly string[],
  floor: number,
): string[] {
  const verdicts = Object.entries(managers).map(([id, verdict]) => judged(id, verdict));
  const records = new Map(inDoubt.map((id) => [id, { ...newUserRecord(id), deletion: IN_DOUBT }]));
  return keepManagers(verdicts, Object.keys(managers).map(listed), records, floor).flatMap(({ userId, verdict }) =>
    verdict === 'delete' ? [userId] : [],
  );
}

describe('[P7] the floor of managers', () => {
  it.each<[string, Record<string, UserVerdict['verdict']>, string[], number, string[]]>([
    ['lets go whom it can spare', { a: 'delete', b: 'keep', c: 'keep' }, [], 2, ['a']],
    ['keeps whom it needs', { a: 'delete', b: 'delete', c: 'keep' }, [], 2, ['a']],
    ['counts a deletion in doubt as gone', { a: 'delete', b: 'delete', c: 'keep' }, ['a'], 2, ['a']],
    ['keeps one whose deletion failed unseen and who is needed now', { a: 'delete', b: 'keep' }, ['a'], 2, []],
  ])('%s', (_what, managers, inDoubt, floor, expected) => {
    expect(deleted(managers, inDoubt, floor)).toEqual(expected);
  });
});

it('counts no invitation that nobody took up', () => {
  const users = [listed('a'), { ...listed('b'), confirmed: false }];
  const kept = keepManagers([judged('a', 'delete'), judged('b', 'keep')], users, new Map(), 1);
  expect(kept.map(({ verdict }) => verdict)).toEqual(['keep', 'keep']);
});
