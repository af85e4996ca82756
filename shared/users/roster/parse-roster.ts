import { parse as parseCsv } from 'csv-parse/sync';
import { isAddress, normalizeAddress } from '../address.ts';
import { addDays } from '../days.ts';
import type { RosterEntry } from './roster.ts';

export interface RosterColumns {
  readonly addressColumn: string;
  readonly leftOnColumn: string | null;
}

/** The roster cannot be read as a whole, so none of it is believed. The message names row and column, no address. */
export class UnparsableRosterError extends Error {
  override readonly name = 'UnparsableRosterError';
}

/**
 * CSV with a header, or a JSON list of objects or of addresses. Rows without an address are passed over.
 * @throws UnparsableRosterError
 */
export function parseRoster(text: string, columns: RosterColumns): RosterEntry[] {
  const rows = /^\s*[[{]/.test(text) ? readJson(text, columns) : readCsv(text, columns);
  return rows.flatMap((row, index) => readRow(row, columns, index + 1) ?? []);
}

type Row = Readonly<Record<string, unknown>>;

function readCsv(text: string, { leftOnColumn }: RosterColumns): Row[] {
  const rows = tryCsv(text);
  const [first] = rows;
  if (leftOnColumn !== null && first !== undefined && cell(first, leftOnColumn) === undefined)
    throw new UnparsableRosterError(`the header has no column ${leftOnColumn}`);
  return rows;
}

function tryCsv(text: string): Row[] {
  try {
    const delimiter = [',', ';', '\t'];
    return parseCsv<Row>(text, { bom: true, columns: true, delimiter, trim: true, skip_empty_lines: true });
  } catch (cause) {
    const { code = 'unknown', lines = 0 } = cause as { readonly code?: string; readonly lines?: number };
    throw new UnparsableRosterError(`line ${lines} is no CSV (${code})`);
  }
}

function readJson(text: string, { addressColumn }: RosterColumns): Row[] {
  const rows = parseJson(text);
  if (!Array.isArray(rows)) throw new UnparsableRosterError('the JSON roster must be a list');
  return rows.map((row: unknown) => (typeof row === 'string' ? { [addressColumn]: row } : (row as Row)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnparsableRosterError('the roster is no JSON');
  }
}

function readRow(row: Row, { addressColumn, leftOnColumn }: RosterColumns, place: number): RosterEntry | undefined {
  const address = cell(row, addressColumn);
  if (address === undefined) throw new UnparsableRosterError(`row ${place} has no column ${addressColumn}`);
  if (address === null || address === '') return undefined;
  if (typeof address !== 'string' || !isAddress(address)) {
    throw new UnparsableRosterError(`row ${place}: column ${addressColumn} holds no bare address`);
  }
  const leftOn = leftOnColumn === null ? null : parseLeftOn(cell(row, leftOnColumn), `row ${place}: ${leftOnColumn}`);
  return { address: normalizeAddress(address), leftOn };
}

/** Column names are compared without letter case. */
function cell(row: Row, column: string): unknown {
  if (typeof row !== 'object' || row === null) return undefined;
  const name = Object.keys(row).find((key) => key.trim().toLowerCase() === column.toLowerCase());
  return name === undefined ? undefined : row[name];
}

const LEFT_ON = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))? *(Z|[+-]\d{2}:\d{2})?$/i;
const MIDNIGHT = /^[0:.]+$/;

/**
 * When somebody is gone for everybody on Earth: a day is over 36 hours after it began in UTC; a time of no zone, of which
 * midnight stands for the day as many programs write it, 12 hours after it was in UTC.
 */
function parseLeftOn(value: unknown, place: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  const [, day, time, zone] = LEFT_ON.exec(String(value).trim()) ?? [];
  const isDay = time === undefined || (zone === undefined && MIDNIGHT.test(time));
  const instant = isDay ? Date.parse(`${day}T00:00:00Z`) : Date.parse(`${day}T${time}${zone ?? 'Z'}`.toUpperCase());
  if (Number.isNaN(instant)) throw new UnparsableRosterError(`${place} holds no ISO date`);
  if (isDay) return new Date(addDays(instant, 1.5)).toISOString();
  return new Date(zone === undefined ? addDays(instant, 0.5) : instant).toISOString();
}
