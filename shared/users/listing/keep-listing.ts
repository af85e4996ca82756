import type { Bucket } from '../../storage/bucket.ts';
import type { UserListing } from '../plan/cleanup-knowledge.ts';

/** Where an account's last complete listing lies. */
export function listingKey(account: string): string {
  return `listings/${account}/latest.json`;
}

export async function keepListing(bucket: Bucket, account: string, listing: UserListing): Promise<void> {
  await bucket.put(listingKey(account), JSON.stringify({ v: 1, ...listing }));
}

export async function loadKeptListing(bucket: Bucket, account: string): Promise<UserListing | undefined> {
  const text = await bucket.get(listingKey(account));
  if (text === undefined) return undefined;
  const { v, ...listing } = JSON.parse(text) as UserListing & { readonly v: number };
  return v === 1 ? listing : undefined;
}
