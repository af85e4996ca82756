import { keys } from '../../../shared/ledger/keys.ts';
import { listPartition } from '../../../shared/ledger/list-partition.ts';
import { loadOwnedOrders } from '../../../shared/users/deletion-record.ts';
import { loadPlanBody } from '../../../shared/users/plan-body.ts';
import { loadNewestPlan } from '../../../shared/users/plan-header.ts';
import { type AccessReport, type AccessRow, selectAccessRow } from '../../../shared/users/report/access-report.ts';
import { parseUserRecord } from '../../../shared/users/user-record.ts';
import { parseDate, parseEndDate } from '../parse-date.ts';
import { UsersCommandError, type UsersDeps } from './users-context.ts';

export interface ReportAccessOptions {
  readonly account: string;
  /** ISO days or instants, both within: leavers who became candidates or were deleted within. */
  readonly since: string;
  readonly until: string;
}

/** For each leaver of a period: since when, by whose word, gone when, and proven absent when. */
export async function reportAccess(
  deps: Pick<UsersDeps, 'table' | 'audit' | 'now'>,
  { account, ...period }: ReportAccessOptions,
): Promise<AccessReport> {
  const { since, until } = parsePeriod(period);
  const { table, audit, now } = deps;
  const rows: AccessRow[] = [];
  for await (const item of listPartition(table, keys.users(account))) {
    const record = parseUserRecord(item);
    const row = selectAccessRow(record, { since, until, now: new Date(now()).toISOString() });
    if (row === undefined) continue;
    const orders = await loadOwnedOrders(table, account, record.addresses);
    rows.push({ ...row, orders: orders.length });
  }
  const newest = await loadNewestPlan(table, account);
  const body = newest === undefined ? undefined : await loadPlanBody(audit, newest.header.bodyKey);
  return { account, since, until, rows, rosterOnly: body?.rosterOnly ?? [] };
}

/** @throws TypeError for what is no date, UsersCommandError for a period that ends before it begins. */
function parsePeriod(given: Pick<ReportAccessOptions, 'since' | 'until'>) {
  const since = parseDate('--since', given.since);
  const until = parseEndDate('--until', given.until);
  if (since > until) throw new UsersCommandError(`--since ${given.since} is later than --until ${given.until}`);
  return { since, until };
}
