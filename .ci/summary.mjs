// Adds up vitest's closing lines; a skipped test or a run without tests fails the build.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const [, , logFile, exitStatus] = process.argv;
const lines = stripVTControlCharacters(readFileSync(logFile, 'utf8')).split('\n');
const total = { passed: 0, failed: 0, skipped: 0, todo: 0 };
for (const line of lines.filter((text) => /^\s*Tests\s+\d/.test(text))) {
  for (const [, count, kind] of line.matchAll(/(\d+) (passed|failed|skipped|todo)/g)) total[kind] += Number(count);
}
const failed = Number(exitStatus) !== 0 || total.passed === 0 || total.skipped + total.todo > 0;
if (total.skipped + total.todo > 0) console.log(`${total.skipped + total.todo} tests were skipped; none may be`);
console.log(`${total.passed} passed, ${failed ? Math.max(1, total.failed) : 0} failed`);
process.exit(failed ? 1 : 0);
