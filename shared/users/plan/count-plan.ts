import { type UserVerdict, VERDICTS, type Verdict } from './cleanup-plan.ts';

export function countVerdicts(verdicts: readonly UserVerdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { verdict } of verdicts) counts[verdict] += 1;
  return counts;
}

/** Users by reason; one user may count under several. */
export function countReasons(verdicts: readonly UserVerdict[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reasons } of verdicts) for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
