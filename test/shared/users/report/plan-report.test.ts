import { expect, it } from 'vitest';
import type { UserVerdict } from '../../../../shared/users/plan/cleanup-plan.ts';
import { countReasons, countVerdicts } from '../../../../shared/users/plan/count-plan.ts';
import type { PlanHeader } from '../../../../shared/users/plan-header.ts';
import { planCsv, planMarkdown } from '../../../../shared/users/report/plan-report.ts';
import { daysAgo, user } from '../build-knowledge.ts';

const left = {
  source: 'roster' as const,
  leftOn: daysAgo(3),
  rosterVersion: 'r1',
  reason: null,
  by: null,
  candidateSince: daysAgo(1),
};

function judged(id: string, given: Partial<UserVerdict>): UserVerdict {
  const { email, role } = user(id);
  const nothing = { markedAt: null, deleteAfter: null, orders: 0, lastOrderId: null, lastOrderAt: null, leaver: null };
  return { userId: id, email, role, verdict: 'keep', reasons: [], ...nothing, ...given };
}

const verdicts: readonly UserVerdict[] = [
  judged('stays', { reasons: ['inactive', 'needs-second-rule'] }),
  judged('marked', { verdict: 'mark', reasons: ['not-on-roster'], markedAt: daysAgo(2), deleteAfter: daysAgo(-12) }),
  judged('doubted', { verdict: 'blocked', reasons: ['activity-unverified'] }),
  judged('goes', {
    verdict: 'delete',
    reasons: ['left-roster'],
    leaver: left,
    orders: 7,
    lastOrderId: 'o7',
    lastOrderAt: daysAgo(9),
  }),
  judged('protected', { reasons: ['protected-address', 'left-roster'], leaver: left }),
];
const header: PlanHeader = {
  v: 1,
  account: 'default',
  planId: 'p',
  at: daysAgo(0),
  listedAt: '2026-06-01T02:00:05.000Z',
  expiresAt: daysAgo(-3),
  state: 'held',
  heldBy: ['breaker'],
  mode: 'enforce',
  policyHash: 'h',
  rosterVersion: 'r1',
  bodyKey: 'k',
  deletes: 1,
  deletesHash: 'd',
  verdicts: countVerdicts(verdicts),
  reasons: countReasons(verdicts),
  breaker: { limit: 3, used: 3, wanted: 1, exceeded: true },
  approval: null,
};
const body = { v: 1 as const, header, gates: [], verdicts, rosterOnly: ['new@agency.example'] };

it('says of everybody who, why, since when, what they made, and what happens when; protected leavers first', () => {
  const rows = planCsv(header, body).trimEnd().split('\r\n');
  expect(rows).toEqual([
    'email,userId,role,verdict,leaver,reasons,since,happens,lastOrderAt,lastOrderId,orders',
    `protected@agency.example,protected,Collaborator,keep,yes,protected-address left-roster,${daysAgo(3)},stays,,,0`,
    `goes@agency.example,goes,Collaborator,delete,yes,left-roster,${daysAgo(3)},deleted by this plan,${daysAgo(9)},o7,7`,
    'doubted@agency.example,doubted,Collaborator,blocked,,activity-unverified,,stays while in doubt,,,0',
    `marked@agency.example,marked,Collaborator,mark,,not-on-roster,${daysAgo(2)},deleted after ${daysAgo(-12)},,,0`,
    'stays@agency.example,stays,Collaborator,keep,,inactive needs-second-rule,,stays,,,0',
  ]);
});

it('counts by verdict and by reason, and tells what the breaker saw and who has no user', () => {
  const text = planMarkdown(header, body);
  expect(text).toContain('- state: **held** (breaker), mode enforce');
  expect(text).toContain('- verdicts: keep 2, mark 1, delete 1, blocked 1');
  expect(text).toContain('left-roster 2');
  expect(text).toContain('- breaker: 3 of 3 deletions in 30 days used, 1 more wanted');
  expect(text).toContain('| new@agency.example |');
});

it('deletes nobody in report mode, and says so', () => {
  expect(planCsv({ mode: 'report' }, body)).toContain('would be deleted by this plan');
});
