const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** The ISO instant that an option names; a day is its beginning in UTC. @throws TypeError naming the option for all else. */
export function parseDate(option: string, text: string): string {
  const [, year, month, day] = ISO.exec(text) ?? [];
  const at = Date.parse(text);
  if (Number.isNaN(at) || !isDay(Number(year), Number(month), Number(day))) {
    throw new TypeError(
      `${option} takes a day or an instant of the calendar, such as 2026-01-31 or 2026-01-31T12:00:00Z`,
    );
  }
  return new Date(at).toISOString();
}

/** `Date` takes February 31st for March 3rd. */
function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
