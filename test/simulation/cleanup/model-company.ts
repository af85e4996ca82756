import { type AccountClients, NotPermittedError } from '../../../shared/accounts/account-client.ts';
import {
  AmbiguousOutcomeError,
  type CubiCasaClient,
  NotFoundError,
  type Page,
  UpstreamError,
  type User,
} from '../../../shared/cubicasa/index.ts';

/** A user as CubiCasa truly holds them. */
export interface ModelUser {
  readonly id: string;
  email: string;
  role: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
  confirmed: boolean;
}

type DeleteFault = 'none' | 'ambiguous-done' | 'ambiguous-not-done' | 'failed' | 'forbidden';

/** CubiCasa's side: a list in pages that moves while it is read, and deletions that may end in doubt. */
export interface ModelCompany {
  /** Newest first. */
  readonly users: ModelUser[];
  readonly calls: { listings: number; pages: number; deletes: number };
  /** Called for each DELETE that reached CubiCasa, before its effect. */
  onDelete: (userId: string) => void;
  /** Called when a DELETE took effect. */
  onGone: (userId: string) => void;
  /** Called before each page but the first of a listing. */
  betweenPages: () => void;
  /** Called with the ids that a page shows. */
  onShown: (userIds: readonly string[]) => void;
  nextDeleteFault: () => DeleteFault;
  /** Shows users who were deleted so recently. */
  listLagMs: number;
}

const PAGE_SIZE = 3;

export function createModelCompany(): ModelCompany {
  return {
    users: [],
    calls: { listings: 0, pages: 0, deletes: 0 },
    onDelete: () => {},
    onGone: () => {},
    betweenPages: () => {},
    onShown: () => {},
    nextDeleteFault: () => 'none',
    listLagMs: 0,
  };
}

/** The relay's way to the model: the two operations that cleanup uses. */
export function modelClients(company: ModelCompany, now: () => number): AccountClients {
  /** Who was deleted of late, the last first, each with those who stood behind them. */
  const ghosts: { readonly user: ModelUser; readonly followers: readonly ModelUser[]; readonly at: number }[] = [];

  async function page({ offset = 0 }: { readonly offset?: number } = {}): Promise<Page<User>> {
    company.calls.pages += 1;
    if (offset === 0) company.calls.listings += 1;
    else company.betweenPages();
    const shown = [...company.users];
    for (const { user, followers, at } of ghosts) {
      if (now() - at >= company.listLagMs) continue;
      const place = shown.findIndex((one) => followers.includes(one));
      shown.splice(place === -1 ? shown.length : place, 0, user);
    }
    const items = shown.slice(offset, offset + PAGE_SIZE).map(toUser);
    company.onShown(items.map(({ id }) => id));
    const next = offset + items.length;
    return { items, pagination: null, nextOffset: items.length > 0 && next < shown.length ? next : null };
  }

  function erase(id: string): void {
    const place = company.users.findIndex((user) => user.id === id);
    const [user] = place === -1 ? [] : company.users.splice(place, 1);
    if (user === undefined) return;
    ghosts.unshift({ user, followers: company.users.slice(place), at: now() });
    company.onGone(id);
  }

  async function remove(id: string): Promise<unknown> {
    company.calls.deletes += 1;
    const fault = company.nextDeleteFault();
    if (fault === 'failed') throw new UpstreamError('throttled', { operation: 'deleteUser', reason: 'throttled' });
    if (fault === 'forbidden') throw new NotPermittedError('refused', { operation: 'deleteUser', status: 403 });
    company.onDelete(id);
    if (!company.users.some((user) => user.id === id))
      throw new NotFoundError('no such user', { operation: 'deleteUser' });
    if (fault !== 'ambiguous-not-done') erase(id);
    if (fault !== 'none') throw new AmbiguousOutcomeError('unknown outcome', { operation: 'deleteUser' });
    return {};
  }

  const client = { users: { page, delete: remove } } as unknown as CubiCasaClient;
  return { open: async () => client, use: (_account, work) => work(client) };
}

function toUser({ id, email, role, createdAt, confirmed }: ModelUser): User {
  return { id, email, role, created_at: createdAt / 1_000, email_confirmed: confirmed } as User;
}
