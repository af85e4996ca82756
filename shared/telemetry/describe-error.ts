import { redact } from './redact.ts';

const MESSAGE_LIMIT = 500;
const CAUSES = 4;

export interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly cause?: ErrorDescription;
}

/** An error as a log may show it: names and redacted messages down the causes, no fields, no bodies, no stack. */
export function describeError(error: unknown, depth = CAUSES): ErrorDescription {
  if (!(error instanceof Error)) return { name: 'NotAnError', message: redact(String(error)).slice(0, MESSAGE_LIMIT) };
  const described = { name: error.name, message: redact(error.message).slice(0, MESSAGE_LIMIT) };
  if (error.cause === undefined || depth <= 1) return described;
  return { ...described, cause: describeError(error.cause, depth - 1) };
}
