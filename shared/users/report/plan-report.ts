import type { PlanBody } from '../plan-body.ts';
import type { PlanHeader } from '../plan-header.ts';
import { formatCsv } from './format-csv.ts';
import { formatMarkdownTable } from './format-markdown-table.ts';
import { planRows } from './plan-rows.ts';

const COLUMNS = [
  'email',
  'userId',
  'role',
  'verdict',
  'leaver',
  'reasons',
  'since',
  'happens',
  'lastOrderAt',
  'lastOrderId',
  'orders',
] as const;

const SHOWN = COLUMNS.filter((column) => column !== 'userId' && column !== 'lastOrderId');

export function planCsv({ mode }: Pick<PlanHeader, 'mode'>, body: Pick<PlanBody, 'verdicts'>): string {
  return formatCsv(COLUMNS, planRows(body.verdicts, mode).map(toCells));
}

/** For people: what happens when, and what stands in the way. */
export function planMarkdown(header: PlanHeader, body: PlanBody): string {
  const rosterOnly = body.rosterOnly.map((address) => ({ address }));
  return [
    `# Cleanup plan ${header.planId} of ${header.account}\n`,
    `${describe(header)}\n`,
    formatMarkdownTable(SHOWN, planRows(body.verdicts, header.mode).map(toCells)),
    '## On the roster, without a CubiCasa user\n',
    formatMarkdownTable(['address'], rosterOnly),
  ].join('\n');
}

function describe({ state, mode, heldBy, expiresAt, verdicts, reasons, breaker, rosterVersion }: PlanHeader): string {
  const { limit, used, wanted } = breaker;
  return [
    `- state: **${state}**${heldBy.length === 0 ? '' : ` (${heldBy.join(', ')})`}, mode ${mode}, valid until ${expiresAt}`,
    `- verdicts: ${describeCounts(verdicts)}`,
    `- reasons: ${describeCounts(reasons)}`,
    `- breaker: ${used} of ${limit} deletions in 30 days used, ${wanted} more wanted`,
    `- roster version: ${rosterVersion ?? 'none'}`,
  ].join('\n');
}

function describeCounts(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${name} ${count}`).join(', ');
}

function toCells(row: object): Record<string, string | number> {
  return { ...row };
}
