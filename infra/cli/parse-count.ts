/** How many an option asks for. @throws TypeError naming the option for all but whole numbers above 0. */
export function parseCount(option: string, text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count > 0) return count;
  throw new TypeError(`${option} must be a whole number above 0`);
}
