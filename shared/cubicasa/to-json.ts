import { InvalidInputError } from './errors.ts';

/** A body as JSON text. @throws InvalidInputError for what has none: a circle, a bigint. */
export function toJson(operation: string, value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw new InvalidInputError('not sent: the body is no JSON', { operation, violations: [] });
  }
}
