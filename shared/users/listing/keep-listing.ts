import type { Bucket } from '../../storage/bucket.ts';
import type { UserListing } from '../plan/cleanup-knowledge.ts';

/** Where apply keeps an account's last complete listing. */
function latestKey(account: string): string {
  return `${account}/latest.json`;
}

export async function keepListing(bucket: Bucket, account: string, listing: UserListing): Promise<void> {
  await bucket.put(latestKey(account), JSON.stringify({ v: 1, ...listing }));
}

export async function loadKeptListing(bucket: Bucket, account: string): Promise<UserListing | undefined> {
  const text = await bucket.get(latestKey(account));
  if (text === undefined) return undefined;
  const { v, ...listing } = JSON.parse(text) as UserListing & { readonly v: number };
  return v === 1 ? listing : undefined;
}
