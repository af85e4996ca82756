import type { UserRecord } from '../user-record.ts';
import { formatCsv } from './format-csv.ts';
import { formatMarkdownTable } from './format-markdown-table.ts';

/** What an administrator can show of one person who left. */
export interface AccessRow {
  readonly email: string;
  readonly userId: string;
  readonly source: string;
  readonly rosterVersion: string;
  readonly leftOn: string;
  readonly candidateSince: string;
  readonly approver: string;
  readonly deletedAt: string;
  readonly confirmedAbsentAt: string;
  /** `removed`, `removed elsewhere`, `unconfirmed` (deleted, not seen absent yet) or `open`. */
  readonly status: string;
  /** Whole days from leaving to absence, or to now. */
  readonly daysOpen: number;
  readonly orders: number;
}

export interface AccessReport {
  readonly account: string;
  readonly since: string;
  readonly until: string;
  readonly rows: readonly AccessRow[];
  /** On the roster, without a CubiCasa user. */
  readonly rosterOnly: readonly string[];
}

export interface AccessPeriod {
  readonly since: string;
  readonly until: string;
  /** ISO instant. */
  readonly now: string;
}

const COLUMNS = [
  'email',
  'userId',
  'status',
  'source',
  'rosterVersion',
  'leftOn',
  'candidateSince',
  'approver',
  'deletedAt',
  'confirmedAbsentAt',
  'daysOpen',
  'orders',
] as const;

const DAY_MS = 86_400_000;

/** A leaver whose case opened, or who was still there, within the period. Nothing for anybody else. */
export function selectAccessRow(record: UserRecord, { since, until, now }: AccessPeriod): AccessRow | undefined {
  const { leaver, deletion, absentSince } = record;
  if (leaver === null || leaver.candidateSince > until || (absentSince ?? until) < since) return undefined;
  const opened = Date.parse(leaver.leftOn ?? leaver.candidateSince);
  const closed = Date.parse(absentSince ?? now);
  return {
    email: record.email ?? '',
    userId: record.userId,
    source: leaver.source,
    rosterVersion: leaver.rosterVersion ?? '',
    leftOn: leaver.leftOn ?? '',
    candidateSince: leaver.candidateSince,
    approver: deletion?.approver ?? '',
    deletedAt: deletion?.deletedAt ?? '',
    confirmedAbsentAt: absentSince ?? '',
    status: statusOf(record),
    daysOpen: Math.max(0, Math.floor((closed - opened) / DAY_MS)),
    orders: 0,
  };
}

function statusOf({ deletion, absentSince }: UserRecord): string {
  if (absentSince !== null) return deletion === null ? 'removed elsewhere' : 'removed';
  return deletion === null ? 'open' : 'unconfirmed';
}

export function accessCsv({ rows }: AccessReport): string {
  return formatCsv(COLUMNS, rows.map(toCells));
}

export function accessMarkdown({ account, since, until, rows, rosterOnly }: AccessReport): string {
  return [
    `# Access of leavers: ${account}, ${since} to ${until}\n`,
    formatMarkdownTable(COLUMNS, rows.map(toCells)),
    '## On the roster, without a CubiCasa user\n',
    formatMarkdownTable(
      ['address'],
      rosterOnly.map((address) => ({ address })),
    ),
  ].join('\n');
}

function toCells(row: AccessRow): Record<string, string | number> {
  return { ...row };
}
