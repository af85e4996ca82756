import { createHash } from 'node:crypto';
import type { CleanupPolicy } from './cleanup-policy.ts';

/** Names a policy by its content, whatever the order of its fields: an approval holds for one hash. */
export function policyHash(policy: CleanupPolicy): string {
  return createHash('sha256')
    .update(JSON.stringify(sortFields(policy)))
    .digest('hex')
    .slice(0, 32);
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, sortFields(part)]));
}
