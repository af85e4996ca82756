import { AsyncLocalStorage } from 'node:async_hooks';
import { describeError } from './describe-error.ts';
import { redact } from './redact.ts';

/** Ids and counts that go with a code; never a body, an event or personal data beyond an id. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  /** `code` is stable and made for searching: `delivery.retried`. */
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields, error?: unknown): void;
  error(code: string, fields?: LogFields, error?: unknown): void;
}

const context = new AsyncLocalStorage<LogFields>();

/** Every line of what runs on from here carries these fields too. */
export function enterLogContext(fields: LogFields): void {
  context.enterWith(fields);
}

/** One JSON object a line; texts are redacted as a last defence. */
export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const line = (level: string, code: string, fields: LogFields = {}, error?: unknown): void => {
    const described = error === undefined ? {} : { error: describeError(error) };
    const record = {
      time: now().toISOString(),
      level,
      code,
      ...context.getStore(),
      ...redactFields(fields),
      ...described,
    };
    write(JSON.stringify(record));
  };
  return {
    info: (code, fields) => line('info', code, fields),
    warn: (code, fields, error) => line('warn', code, fields, error),
    error: (code, fields, error) => line('error', code, fields, error),
  };
}

function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? redact(value) : value]),
  );
}

export const log: Log = createLog((line) => process.stdout.write(`${line}\n`));
