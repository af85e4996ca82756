import { describe, expect, it } from 'vitest';
import { findPlanObjection, type PlanQuestion } from '../../../functions/user-cleanup-apply/find-plan-objection.ts';
import type { PlanApproval, PlanHeader } from '../../../shared/users/plan-header.ts';

const NOW = Date.parse('2026-06-01T04:00:00.000Z');
const approval: PlanApproval = { by: 'op', at: '2026-06-01T03:00:00.000Z', deletesHash: 'd', overLimit: false };
const header: PlanHeader = {
  v: 1,
  account: 'default',
  planId: 'p',
  at: '2026-06-01T02:00:00.000Z',
  listedAt: '2026-06-01T02:00:05.000Z',
  expiresAt: '2026-06-04T02:00:00.000Z',
  state: 'queued',
  heldBy: [],
  mode: 'enforce',
  policyHash: 'h',
  rosterVersion: null,
  bodyKey: 'k',
  deletes: 1,
  deletesHash: 'd',
  verdicts: { keep: 0, mark: 0, delete: 1, blocked: 0 },
  reasons: {},
  breaker: { limit: 1, used: 0, wanted: 1, exceeded: false },
  approval,
};
const question: PlanQuestion = {
  header,
  planned: ['eve'],
  newest: ['eve'],
  deletesHash: 'd',
  policyHash: 'h',
  userId: 'eve',
  now: NOW,
};
const withHeader = (given: Partial<PlanHeader>) => ({ header: { ...header, ...given } });

describe('[P7] the plans say', () => {
  it('nothing against a user who is approved and in the newest plan', () => {
    expect(findPlanObjection(question)).toBeNull();
  });

  it('nothing either once the plan was closed: its dead letters are redriven', () => {
    expect(findPlanObjection({ ...question, ...withHeader({ state: 'applied' }) })).toBeNull();
  });

  it.each<[string, Partial<PlanQuestion>, string]>([
    ['nobody approved it', withHeader({ state: 'awaiting-approval', approval: null }), 'plan-awaiting-approval'],
    ['it is held', withHeader({ state: 'held' }), 'plan-held'],
    ['it was made in report mode', withHeader({ state: 'report' }), 'plan-report'],
    ['72 hours are over', { now: Date.parse(header.expiresAt) }, 'plan-expired'],
    [
      'it was closed and 72 hours are over',
      { ...withHeader({ state: 'applied' }), now: Date.parse(header.expiresAt) },
      'plan-expired',
    ],
    ['it was made tomorrow', { now: NOW - 86_400_000 }, 'clock-behind'],
    ['the policy is another by now', { policyHash: 'new' }, 'policy-changed'],
    ['it deletes somebody else', { userId: 'ana' }, 'not-approved'],
    ['it is queued without an approval', withHeader({ approval: null }), 'not-approved'],
    ['the approval is of another list', withHeader({ approval: { ...approval, deletesHash: 'x' } }), 'plan-changed'],
    ['a newer plan took it back', { newest: [] }, 'not-in-newest-plan'],
  ])('that nobody is deleted when %s', (_what, given, objection) => {
    expect(findPlanObjection({ ...question, ...given })).toBe(objection);
  });
});
