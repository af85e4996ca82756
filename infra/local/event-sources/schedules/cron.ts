import type { NextDue } from './next-due.ts';

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const MINUTE: Field = { name: 'minutes', min: 0, max: 59 };
const HOUR: Field = { name: 'hours', min: 0, max: 23 };
const DAY_OF_MONTH: Field = { name: 'day of month', min: 1, max: 31 };
const MONTH: Field = { name: 'month', min: 1, max: 12, names: MONTHS };
const DAY_OF_WEEK: Field = { name: 'day of week', min: 1, max: 7, names: DAYS };
const YEAR: Field = { name: 'year', min: 1970, max: 2199 };

const DAY_MS = 86_400_000;
/** Further than any day that a valid expression can mean lies ahead. */
const MAX_DAYS = 366 * 30;

/** Six fields as EventBridge writes them: minutes, hours, day of month, month, day of week (1 is Sunday), year. */
export function parseCron(text: string): NextDue {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) throw new TypeError(`cron(${text}) needs six fields`);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  const minuteSet = parseField(minutes, MINUTE);
  const hourSet = parseField(hours, HOUR);
  const dayMatches = [
    matcher(dayOfMonth, DAY_OF_MONTH, (date) => date.getUTCDate()),
    matcher(month, MONTH, (date) => date.getUTCMonth() + 1),
    matcher(dayOfWeek, DAY_OF_WEEK, (date) => date.getUTCDay() + 1),
    matcher(year, YEAR, (date) => date.getUTCFullYear()),
  ];
  const times = hourSet.flatMap((hour) => minuteSet.map((minute) => (hour * 60 + minute) * 60_000));

  return (after) => {
    const today = Math.floor(after / DAY_MS) * DAY_MS;
    for (let day = 0; day < MAX_DAYS; day += 1) {
      const midnight = today + day * DAY_MS;
      if (!dayMatches.every((matches) => matches(new Date(midnight)))) continue;
      const due = times.map((time) => midnight + time).find((instant) => instant > after);
      if (due !== undefined) return due;
    }
    return Number.POSITIVE_INFINITY;
  };
}

function matcher(text: string, field: Field, part: (date: Date) => number): (date: Date) => boolean {
  const allowed = new Set(parseField(text, field));
  return (date) => allowed.has(part(date));
}

/** In ascending order. `L`, `W` and `#` are not known here. */
function parseField(text: string, field: Field): number[] {
  const values = new Set(text.split(',').flatMap((part) => parsePart(part, field)));
  return [...values].sort((a, b) => a - b);
}

function parsePart(part: string, field: Field): number[] {
  const [range = '', step] = part.split('/');
  const [from, to] = range === '*' || range === '?' ? [field.min, field.max] : parseRange(range, field, step);
  const width = Number(step ?? 1);
  if (!(from >= field.min && to <= field.max && from <= to && width > 0)) {
    throw new TypeError(`${part} is no value for the ${field.name} of a cron expression here`);
  }
  return Array.from({ length: Math.floor((to - from) / width) + 1 }, (_, index) => from + index * width);
}

function parseRange(range: string, field: Field, step: string | undefined): [number, number] {
  const [from = '', to] = range.split('-');
  const first = parseValue(from, field);
  if (to !== undefined) return [first, parseValue(to, field)];
  return [first, step === undefined ? first : field.max];
}

function parseValue(text: string, { names, min }: Field): number {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  return named >= 0 ? named + min : Number(/^\d+$/.test(text) ? text : Number.NaN);
}
