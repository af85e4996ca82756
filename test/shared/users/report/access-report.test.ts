import { describe, expect, it } from 'vitest';
import { accessMarkdown, selectAccessRow } from '../../../../shared/users/report/access-report.ts';
import type { Deletion, UserRecord } from '../../../../shared/users/user-record.ts';
import { daysAgo, record } from '../build-knowledge.ts';

const leaver = {
  source: 'roster' as const,
  leftOn: daysAgo(10),
  rosterVersion: 'r7',
  reason: null,
  by: null,
  candidateSince: daysAgo(9),
};
const deletion: Deletion = {
  planId: 'p',
  approver: 'op',
  begunAt: daysAgo(6),
  outcome: 'deleted',
  deletedAt: daysAgo(6),
  announced: true,
  recordKey: 'k',
};
const period = { since: daysAgo(30), until: daysAgo(0), now: daysAgo(0) };
const rowOf = (given: Partial<UserRecord>, within = period) =>
  selectAccessRow(record('x', { email: 'x@agency.example', leaver, ...given }), within);

describe('the access report', () => {
  it('says of a leaver what proves that their access ended', () => {
    expect(rowOf({ deletion, absentSince: daysAgo(5) })).toEqual({
      email: 'x@agency.example',
      userId: 'x',
      source: 'roster',
      rosterVersion: 'r7',
      leftOn: daysAgo(10),
      candidateSince: daysAgo(9),
      approver: 'op',
      deletedAt: daysAgo(6),
      confirmedAbsentAt: daysAgo(5),
      status: 'removed',
      daysOpen: 5,
      orders: 0,
    });
  });

  it.each<[string, Partial<UserRecord>, string, number]>([
    ['still there', {}, 'open', 10],
    ['deleted and not seen absent', { deletion }, 'unconfirmed', 10],
    ['removed by somebody else', { absentSince: daysAgo(8) }, 'removed elsewhere', 2],
  ])('tells who is %s', (_what, given, status, daysOpen) => {
    expect(rowOf(given)).toMatchObject({ status, daysOpen });
  });

  it.each<[string, Partial<UserRecord>]>([
    ['who did not leave', { leaver: null }],
    ['whose case opened after it', { leaver: { ...leaver, candidateSince: daysAgo(-1) } }],
    ['who was gone before it', { deletion, absentSince: daysAgo(31) }],
  ])('leaves out somebody %s', (_what, given) => {
    expect(rowOf(given)).toBeUndefined();
  });

  it('lists people on the roster without a user', () => {
    const report = { account: 'default', since: '2026-05-01', until: '2026-06-01', rows: [] };
    expect(accessMarkdown({ ...report, rosterOnly: ['new@agency.example'] })).toContain('| new@agency.example |');
  });
});
