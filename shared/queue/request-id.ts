import { createHash } from 'node:crypto';

/** A deduplication id from whatever names a request: of SQS's alphabet and length, the same for the same parts. */
export function requestIdOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
