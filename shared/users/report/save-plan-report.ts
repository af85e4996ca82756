import type { Bucket } from '../../storage/bucket.ts';
import type { PlanBody } from '../plan-body.ts';
import type { PlanHeader } from '../plan-header.ts';
import { planCsv, planMarkdown } from './plan-report.ts';

/** Both forms of a plan's report in the audit bucket, as they were when the plan was made. */
export async function savePlanReport(audit: Bucket, header: PlanHeader, body: PlanBody): Promise<void> {
  const place = `reports/${header.account}/${header.planId}`;
  await audit.putOnce(`${place}.csv`, planCsv(header, body), 'text/csv; charset=utf-8');
  await audit.putOnce(`${place}.md`, planMarkdown(header, body), 'text/markdown; charset=utf-8');
}
