import type { Planned } from './plan-users.ts';

/** What a dry run, or a run that was skipped, came to. */
export function describePlanned(planned: Planned): string {
  if ('skipped' in planned) return `No plan: the account is set aside (${planned.skipped}).`;
  const { gates, verdicts, reasons, breaker } = planned;
  return [
    'A plan made now would come to this; its report with every name is written when it is made.',
    `- verdicts: ${describeCounts(verdicts)}`,
    `- reasons: ${describeCounts(reasons)}`,
    `- breaker: ${breaker.used} of ${breaker.limit} deletions in 30 days used, ${breaker.wanted} more wanted`,
    `- against deleting anybody: ${gates.length === 0 ? 'nothing' : gates.join(', ')}`,
    'Nothing was changed. Add --yes to make it.',
  ].join('\n');
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${name} ${count}`).join(', ');
}
