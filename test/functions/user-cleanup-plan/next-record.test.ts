import { describe, expect, it } from 'vitest';
import { absentRecord, nextRecord } from '../../../functions/user-cleanup-plan/next-record.ts';
import type { UserVerdict } from '../../../shared/users/plan/cleanup-plan.ts';
import type { Deletion, UserRecord } from '../../../shared/users/user-record.ts';
import { daysAgo, record, user } from '../../shared/users/build-knowledge.ts';

const verdict: UserVerdict = {
  userId: 'x',
  email: 'x@agency.example',
  role: 'Collaborator',
  verdict: 'mark',
  reasons: ['not-on-roster'],
  leaver: null,
  markedAt: daysAgo(0),
  deleteAfter: daysAgo(-14),
  orders: 0,
  lastOrderId: null,
  lastOrderAt: null,
};
const enforce = { mode: 'enforce', gated: false, startedAt: daysAgo(0) } as const;
const marked = record('x', { mark: { since: daysAgo(9), mode: 'enforce' } });

describe('what is remembered of a user', () => {
  it.each([
    ['a new mark', verdict, undefined, enforce, { since: daysAgo(0), mode: 'enforce' }],
    ['the mark that counts', { ...verdict, markedAt: daysAgo(9) }, marked, enforce, marked.mark],
    ['no mark of whoever stays', { ...verdict, verdict: 'keep' as const }, marked, enforce, null],
    ['no mark of whom the plan does not name', null, marked, enforce, null],
    ['the mark in doubt', { ...verdict, verdict: 'blocked' as const }, marked, enforce, marked.mark],
    ['the mark while nobody may be deleted', null, marked, { ...enforce, gated: true }, marked.mark],
  ])('is %s', (_what, judged, before, context, mark) => {
    expect(nextRecord(user('x'), judged, before, context).mark).toEqual(mark);
  });

  it.each([
    ['in doubt is over for whoever stays and is listed a day later', 'unknown', 2, null],
    ['in doubt stays until then', 'unknown', 0.5, 'unknown'],
    ['that took effect stays, so that it is proven', 'deleted', 2, 'deleted'],
  ] as const)('of a deletion %s', (_what, outcome, days, remembered) => {
    const begunAt = daysAgo(days);
    const deletion = {
      planId: 'p',
      approver: 'op',
      begunAt,
      outcome,
      deletedAt: null,
      announced: false,
      recordKey: 'k',
    };
    const after = nextRecord(user('x'), null, record('x', { deletion }), enforce);
    expect(after.deletion?.outcome ?? null).toBe(remembered);
  });

  it('is the case of a leaver whose row merely went from the roster, until they are on it again', () => {
    const leaver = { source: 'roster', leftOn: daysAgo(9), candidateSince: daysAgo(8) } as UserRecord['leaver'];
    const before = record('x', { leaver });
    const judge = (reasons: UserVerdict['reasons']) =>
      ({ ...verdict, verdict: 'keep', reasons, leaver: null }) as const;
    expect(nextRecord(user('x'), judge(['not-on-roster']), before, enforce).leaver).toEqual(leaver);
    expect(nextRecord(user('x'), judge([]), before, enforce).leaver).toBeNull();
  });

  it('is every address they ever had', () => {
    const renamed = nextRecord(user('x', { email: 'X.New@agency.example' }), null, marked, enforce);
    expect(renamed.addresses).toEqual(['x@agency.example', 'x.new@agency.example']);
  });
});

describe('proof of removal', () => {
  const deletion: Deletion = {
    planId: 'p',
    approver: 'op',
    begunAt: daysAgo(2),
    outcome: 'unknown',
    deletedAt: null,
    announced: false,
    recordKey: 'k',
  };
  const deleted = record('x', { deletion });
  const listing = { users: [user('a')], consistent: true, startedAt: daysAgo(0) };

  it('is a complete listing without the user that began afterwards', () => {
    expect(absentRecord(deleted, listing)).toMatchObject({ absentSince: daysAgo(0), deletion: { outcome: 'deleted' } });
  });

  it.each([
    ['an inconsistent listing', { ...listing, consistent: false }],
    ['an empty listing', { ...listing, users: [] }],
    ['a listing that began before', { ...listing, startedAt: daysAgo(3) }],
  ])('is not %s', (_what, given) => {
    expect(absentRecord(deleted, given)).toEqual(deleted);
  });

  it('is taken back when the user shows again', () => {
    expect(nextRecord(user('x'), null, record('x', { absentSince: daysAgo(1) }), enforce).absentSince).toBeNull();
  });
});
