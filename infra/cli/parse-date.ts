const ISO = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const LAST_OF_DAY_MS = 86_399_999;

/** The ISO instant that an option names; a day is its beginning in UTC. @throws TypeError naming the option for all else. */
export function parseDate(option: string, text: string): string {
  return new Date(parse(option, text).at).toISOString();
}

/** As `parseDate`, but a day is its last instant: a period holds the day that ends it. */
export function parseEndDate(option: string, text: string): string {
  const { at, isDay } = parse(option, text);
  return new Date(isDay ? at + LAST_OF_DAY_MS : at).toISOString();
}

function parse(option: string, text: string): { readonly at: number; readonly isDay: boolean } {
  const [, year, month, day, time] = ISO.exec(text) ?? [];
  const at = Date.parse(text);
  if (Number.isNaN(at) || !isInCalendar(Number(year), Number(month), Number(day))) {
    throw new TypeError(
      `${option} takes a day or an instant of the calendar, such as 2026-01-31 or 2026-01-31T12:00:00Z, not ${text}`,
    );
  }
  return { at, isDay: time === undefined };
}

/** `Date` takes February 31st for March 3rd. */
function isInCalendar(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
