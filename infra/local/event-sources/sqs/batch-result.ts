/**
 * Which messages of a batch are done and may be deleted, read from the function's answer as Lambda reads it: an empty
 * answer means all; an identifier that is empty, missing or unknown means none.
 */
export function doneMessages(messageIds: readonly string[], answer: string, reportsItemFailures: boolean): string[] {
  if (!reportsItemFailures) return [...messageIds];
  const failed = failedIdentifiers(answer);
  if (failed === 'unreadable' || failed.some((id) => !messageIds.includes(id))) return [];
  return messageIds.filter((id) => !failed.includes(id));
}

function failedIdentifiers(answer: string): string[] | 'unreadable' {
  const value: unknown = JSON.parse(answer === '' ? 'null' : answer);
  if (typeof value !== 'object' || value === null) return value === null ? [] : 'unreadable';
  const { batchItemFailures = null } = value as { batchItemFailures?: unknown };
  if (batchItemFailures === null) return [];
  if (!Array.isArray(batchItemFailures)) return 'unreadable';
  return batchItemFailures.map((entry: { itemIdentifier?: unknown } | null) => String(entry?.itemIdentifier ?? ''));
}
