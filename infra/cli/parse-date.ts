const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * A day of the calendar as it stands, or an instant with its zone as UTC with milliseconds: both compare as texts.
 * @throws TypeError naming the option and what it takes.
 */
export function parseDate(option: string, text: string): string {
  if (isDay(text.slice(0, 10)) && (DAY.test(text) || (INSTANT.test(text) && !Number.isNaN(Date.parse(text))))) {
    return DAY.test(text) ? text : new Date(text).toISOString();
  }
  throw new TypeError(`${option}: ${text} is no day or instant: write it as 2026-03-31 or 2026-03-31T08:00:00Z`);
}

/** An instant, or the last one of a day: a period holds the day that ends it. @throws TypeError as `parseDate` does. */
export function parseEndDate(option: string, text: string): string {
  const date = parseDate(option, text);
  return DAY.test(date) ? `${date}T23:59:59.999Z` : date;
}

/** `Date.parse` rolls February 31 over into March. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
