import { describe, expect, it } from 'vitest';
import type { Page, User } from '../../../../shared/cubicasa/index.ts';
import { beginListing, readListingSlice } from '../../../../shared/users/listing/read-listing.ts';

const people = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, email: `${id}@agency.example` }) as User);

/** Pages of two; `change` is how one of them differs. */
const pagesOf = (change: (page: Page<User>, offset: number) => Page<User>) => async (offset: number) => {
  const items = people.slice(offset, offset + 2);
  const next = offset + items.length;
  return change({ items, pagination: null, nextOffset: next < people.length ? next : null }, offset);
};
const read = (fetchUsers: (offset: number) => Promise<Page<User>>) =>
  readListingSlice(beginListing('2026-06-01T00:00:00.000Z'), fetchUsers, () => true);

describe('[P7] a listing', () => {
  it('shows everybody once, whatever its pages have in common', async () => {
    const { state, users } = await read(pagesOf((page) => page));
    expect({ state, ids: users.map(({ id }) => id) }).toEqual({ state: 'complete', ids: ['a', 'b', 'c', 'd', 'e'] });
  });

  it('is broken by an entry that nobody can read: it may be anybody', async () => {
    const { state } = await read(
      pagesOf((page, offset) => (offset === 1 ? { ...page, items: page.items.slice(0, 1), unreadable: 1 } : page)),
    );
    expect(state).toBe('broken');
  });

  it('is broken by an unreadable entry on its last page too', async () => {
    const { state } = await read(pagesOf((page) => (page.nextOffset === null ? { ...page, unreadable: 1 } : page)));
    expect(state).toBe('broken');
  });
});
