/** A mistake that cleanup tools are known for, as the changes to the source that would make it. */
export interface PlantedBug {
  readonly name: string;
  /** The promise that it is seen to break. */
  readonly breaks: string;
  readonly changes: readonly SourceChange[];
}

export interface SourceChange {
  /** End of the file's path. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'a stale list is acted on',
    breaks: 'active user deleted',
    changes: [
      {
        file: 'user-cleanup-apply/find-knowledge-objection.ts',
        right: "if (verdict?.verdict !== 'delete') return",
        wrong: 'if (verdict === undefined) return',
      },
    ],
  },
  {
    name: 'the breaker is counted after the deletion',
    breaks: 'breaker passed',
    changes: [
      {
        file: 'user-cleanup-apply/begin-deletion.ts',
        right: 'await deps.table.put({ ...keys.deletion(account, begunAt, user.id)',
        wrong: 'void ((_late: unknown, _how: unknown) => {})({ ...keys.deletion(account, begunAt, user.id)',
      },
      {
        file: 'user-cleanup-apply/settle-deletion.ts',
        right: "deps.report('user-deleted'",
        wrong:
          "await deps.table.put({ pk: account + '#deletions', sk: deletion.begunAt + '#' + kept.record.userId, data: { v: 1, userId: kept.record.userId, begunAt: deletion.begunAt } }, 'any');\n  deps.report('user-deleted'",
      },
    ],
  },
  {
    name: 'the breaker is counted per plan',
    breaks: 'breaker passed',
    changes: [{ file: 'shared/users/load-marks.ts', right: 'deletions.push({ userId, begunAt });', wrong: '' }],
  },
  {
    name: 'a deletion that failed takes back the count of one in doubt',
    breaks: 'breaker passed',
    changes: [
      {
        file: 'user-cleanup-apply/settle-deletion.ts',
        right: "deps.report('user-deletion-failed'",
        wrong:
          "for (const { pk, sk, data } of (await deps.table.list(account + '#deletions')).items) if ((data as { userId: string }).userId === userId) await deps.table.remove({ pk, sk }, 'any');\n  deps.report('user-deletion-failed'",
      },
    ],
  },
  {
    name: 'a manager in other letter case is no manager',
    breaks: 'protected role deleted',
    changes: [
      { file: 'shared/users/listed-user.ts', right: 'one.toLowerCase() === role', wrong: 'one === user.role' },
      {
        file: 'plan/protection.ts',
        right: "!hasRole(user, USER_ROLES) && 'unknown-role'",
        wrong: "USER_ROLES.length === 0 && 'unknown-role'",
      },
    ],
  },
  {
    name: 'an empty roster means everyone',
    breaks: 'deleted on an empty roster',
    changes: [
      {
        file: 'roster/roster-faults.ts',
        right: "if (size === 0) return ['roster-empty'];",
        wrong: 'if (size === 0) return [];',
      },
    ],
  },
  {
    name: 'a stale roster is believed',
    breaks: 'deleted on a stale roster',
    changes: [
      {
        file: 'roster/roster-faults.ts',
        right: "!(modifiedAt > addDays(now, -STALE_DAYS)) && 'roster-stale'",
        wrong: 'false',
      },
    ],
  },
  {
    name: 'a missing roster is no roster',
    breaks: 'deleted on a missing roster',
    changes: [{ file: 'roster/roster-faults.ts', right: "return ['roster-missing'];", wrong: 'return [];' }],
  },
  {
    name: 'a roster that shrank is believed',
    breaks: 'deleted on a roster that shrank',
    changes: [
      {
        file: 'roster/roster-faults.ts',
        right: "size < largestSize * (1 - policy.shrinkLimit) && 'roster-shrank'",
        wrong: 'false',
      },
    ],
  },
  {
    name: 'a roster of other people is believed',
    breaks: 'deleted on a roster that matches too few',
    changes: [
      {
        file: 'roster/roster-faults.ts',
        right: "matchedShare < LEAST_MATCH && 'roster-matches-too-few'",
        wrong: 'false',
      },
    ],
  },
  {
    name: 'no activity means long inactive',
    breaks: 'deleted without evidence',
    changes: [{ file: 'plan/evidence.ts', right: 'isBefore(user.createdAt, since) &&', wrong: '' }],
  },
  {
    name: 'activity is believed unverified',
    breaks: 'deleted without evidence',
    changes: [{ file: 'plan/evidence.ts', right: 'sources.doubts.length === 0 ? silence : []', wrong: 'silence' }],
  },
  {
    name: 'grace runs by a wrong clock',
    breaks: 'deleted within the grace',
    changes: [
      {
        file: 'plan/judge-user.ts',
        right: "verdict === 'mark' ? new Date(now).toISOString() : null",
        wrong: "verdict === 'mark' ? facts.user.createdAt : null",
      },
    ],
  },
  {
    name: 'marks of report mode count',
    breaks: 'deleted within the grace',
    changes: [
      { file: 'plan/grace.ts', right: "if (mode === 'enforce' && mark.mode !== 'enforce') return null;", wrong: '' },
    ],
  },
  {
    name: 'an approval of another plan is accepted',
    breaks: 'deleted without approval',
    changes: [
      {
        file: 'user-cleanup-apply/find-plan-objection.ts',
        right: "if (state !== 'queued' && state !== 'applied') return",
        wrong: "if (state === 'expired') return",
      },
      { file: 'user-cleanup-apply/find-plan-objection.ts', right: 'if (header.approval === null ||', wrong: 'if (' },
      {
        file: 'user-cleanup-apply/find-plan-objection.ts',
        right: 'header.approval.deletesHash !== deletesHash',
        wrong: 'header.deletesHash !== deletesHash',
      },
    ],
  },
  {
    name: 'a plan queues itself under a new policy',
    breaks: 'deleted without approval',
    changes: [
      {
        file: 'shared/users/decide-plan-state.ts',
        right: "approvedHash === policyHash ? 'queued'",
        wrong: "approvedHash !== null ? 'queued'",
      },
      {
        file: 'user-cleanup-plan/fix-plan.ts',
        right: 'if (approved === null || approved.policyHash === policyHash) return approved;',
        wrong: 'if (policyHash !== undefined) return approved;',
      },
    ],
  },
  {
    name: 'a plan that a newer one took back is applied',
    breaks: 'deleted by a plan that a newer one took back',
    changes: [
      {
        file: 'user-cleanup-apply/find-plan-objection.ts',
        right: "newest.includes(userId) ? null : 'not-in-newest-plan'",
        wrong: 'null',
      },
    ],
  },
  {
    name: 'a shift of pages drops a user from the listing',
    breaks: 'proven absent while there',
    changes: [
      {
        file: 'listing/follow-page.ts',
        right: 'return isExpected && repeats ? shared : undefined;',
        wrong: 'return Math.max(0, shared);',
      },
    ],
  },
  {
    name: 'a deletion in doubt is repeated',
    breaks: 'deletion in doubt repeated without a look',
    changes: [
      {
        file: 'user-cleanup-apply/apply-deletion.ts',
        right: "else if (outcome === 'deleted' ||",
        wrong:
          "else if (outcome === 'unknown') await callDelete(account, user.id, deps);\n  else if (outcome === 'deleted' ||",
      },
    ],
  },
  {
    name: 'the record is written afterwards',
    breaks: 'deleted without a record',
    changes: [
      {
        file: 'user-cleanup-apply/begin-deletion.ts',
        right: 'await deps.audit.putOnce(',
        wrong: 'setTimeout((key: string, text: string) => deps.audit.putOnce(key, text), 1, ',
      },
    ],
  },
  {
    name: 'activity under an old address is forgotten',
    breaks: 'active user deleted',
    changes: [
      {
        file: 'plan/user-facts.ts',
        right: 'const known = record?.addresses ?? [];',
        wrong: 'const known: readonly string[] = [];',
      },
    ],
  },
  {
    name: 'removal is never confirmed',
    breaks: 'removal not confirmed',
    changes: [
      {
        file: 'user-cleanup-plan/next-record.ts',
        right: 'absentSince: startedAt,\n    deletion:',
        wrong: 'deletion:',
      },
    ],
  },
  {
    name: 'a pause is noticed at the end',
    breaks: 'deleted while paused or parked',
    changes: [
      { file: 'user-cleanup-apply/object-by-plans.ts', right: "if (paused) return 'paused';", wrong: '' },
      { file: 'plan/gates.ts', right: "standing.paused && 'paused'", wrong: 'false' },
    ],
  },
  {
    name: 'nobody waits for the sweep',
    breaks: 'deleted before a sweep was completed',
    changes: [
      {
        file: 'user-cleanup-apply/apply-deletion.ts',
        right: 'return run.startedAt > header.listedAt && now() - Date.parse(run.startedAt) < SWEPT_MS;',
        wrong: 'return header.listedAt !== run.completedAt;',
      },
    ],
  },
  {
    name: 'a sweep of before the run counts where the run was late',
    breaks: 'deleted before a sweep was completed',
    changes: [
      {
        file: 'user-cleanup-apply/apply-deletion.ts',
        right: 'run.startedAt > header.listedAt',
        wrong: 'run.startedAt > header.at',
      },
    ],
  },
  {
    name: 'an open order speaks for its maker only once it was read',
    breaks: 'user with an open order deleted',
    changes: [{ file: 'shared/users/load-activity.ts', right: 'isSeenOpen(one, now)', wrong: 'false' }],
  },
  {
    name: 'the floor of managers is not kept',
    breaks: 'managers below the floor',
    changes: [{ file: 'plan/keep-managers.ts', right: 'Math.max(0, staying - floor)', wrong: 'staying' }],
  },
];
