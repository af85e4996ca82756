import { createHash } from 'node:crypto';
import { keys } from '../ledger/keys.ts';
import type { StoredItem, Table } from '../ledger/table.ts';
import type { WebhookTrigger } from './webhook-settings.ts';

/** What was last registered with CubiCasa, since where a registration can be read is unknown: shape 1. */
export interface Registration {
  readonly v: 1;
  readonly triggers: readonly WebhookTrigger[];
  /** Addresses of other systems that stay registered beside ours. */
  readonly keep: readonly string[];
  /** Of our own address, which holds the token: only a digest is kept. */
  readonly urlDigest: string;
  readonly at: string;
}

export function parseRegistration(item: StoredItem | undefined): Registration | undefined {
  if (item === undefined) return undefined;
  const registration = item.data as Registration;
  if (registration.v !== 1) throw new TypeError(`registration of ${item.pk} has an unknown version`);
  return registration;
}

export async function saveRegistration(table: Table, account: string, registration: Registration): Promise<void> {
  await table.put({ ...keys.registration(account), data: registration }, 'any');
}

/** How a registered address is recognized again: it holds the token, and is kept nowhere. */
export function digestAddress(url: string): string {
  return createHash('sha256').update(url).digest('hex');
}
