import { setFlagsFromString } from 'node:v8';
import { InvalidConfigError } from '../define-config.ts';
import { parseArguments, USAGE, UsageError } from './arguments.ts';
import { PortInUseError } from './event-sources/http-api/http-api.ts';
import { UnusableServerError } from './explain-server.ts';
import { PreparationError } from './prepare/prepare-template.ts';
import { createPrinter } from './printer.ts';
import { runStart } from './run-start.ts';
import { TemplateError } from './template/template.ts';

/** The stack shares a small machine with its functions: collect early rather than grow. */
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--optimize-for-size');

/** What a person can mend; anything else is a fault of ours and shows its stack. */
const EXPECTED = [InvalidConfigError, UsageError, PortInUseError, PreparationError, TemplateError, UnusableServerError];

async function main(): Promise<void> {
  const wish = parseArguments(process.argv.slice(2), process.env);
  if (wish.help) {
    process.stdout.write(USAGE);
    return;
  }
  const printer = createPrinter(wish.json, (line) => process.stdout.write(line));
  const ok = await runStart({ wish, printer, stopped: stopSignal() });
  endNow(ok ? 0 : 1);
}

/** All is closed by now; timers of the SDK's clients would keep the process for another second. */
function endNow(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    // Whoever read the lines has gone: so does the stack.
    process.stdout.once('error', () => resolve());
  });
}

main().catch((error: unknown) => {
  const expected = EXPECTED.some((kind) => error instanceof kind);
  const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
  process.stderr.write(`npm start: ${text}\n`);
  process.exit(1);
});
