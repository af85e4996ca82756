import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import type { Message } from '../company.ts';
import { CubiCasaError, NotFoundError, type Resolution } from '../errors.ts';
import { listAll } from '../list-all.ts';
import { createPageFetcher } from '../page-fetcher.ts';
import type { Page } from '../read-page.ts';
import { type OpenAnswer, readers } from '../readers.ts';
import { findUser, hasEmail, resolveUser } from '../resolve-write.ts';
import {
  type PasswordChange,
  passwordChangeSchema,
  passwordResetSchema,
  type User,
  type UserCreate,
  type UserCreated,
  type UserUpdate,
  userCreateSchema,
  userUpdateSchema,
} from '../user.ts';

/** Which page of a list; `offset` counts items from 0. */
export interface PageFilter {
  /** Page size: 20 unless told; up to 50 is known to work, and a refused one becomes 20. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** People of the company. A deleted user cannot be brought back and leaves orders without an owner (CONTRACT 2.3). */
export interface Users {
  /**
   * Every user of the company once, over all pages. Documented.
   * @see https://integrate.docs.cubi.casa/list-all-users-20093436e0
   */
  list(filter?: Omit<PageFilter, 'offset'>, options?: CallOptions): AsyncGenerator<User>;
  /** One page, with where the next one starts. As certain as `list`. */
  page(filter?: PageFilter, options?: CallOptions): Promise<Page<User>>;
  /**
   * Without a password an invitation is mailed. Never repeated; `resolve()` looks for the address. Documented.
   * @see https://integrate.docs.cubi.casa/add-new-user-20093437e0
   */
  create(user: UserCreate, options?: CallOptions): Promise<UserCreated>;
  /**
   * By address; where CubiCasa knows no such path, by looking through the list. Inferred; of the documentation only its
   * title is known. @throws NotFoundError when nobody has the address.
   */
  getByEmail(email: string, options?: CallOptions): Promise<User>;
  /**
   * Re-read the user to see what it did: body and answer are unknown. Never repeated. Inferred; of the documentation only
   * its title is known.
   */
  update(id: string, changes: UserUpdate, options?: CallOptions): Promise<OpenAnswer>;
  /**
   * Needs the old password, so it is no administrative reset. Never repeated. Documented.
   * @see https://integrate.docs.cubi.casa/change-user-password-20093440e0
   */
  changePassword(change: PasswordChange, options?: CallOptions): Promise<Message>;
  /**
   * Sends a mail; says nothing about whether the address has a user. Never repeated. Documented.
   * @see https://integrate.docs.cubi.casa/send-password-reset-link-20093441e0
   */
  sendPasswordReset(email: string, options?: CallOptions): Promise<Message>;
  /**
   * Their orders stay and lose their owner; there is no undelete. Never repeated; `resolve()` looks at the list. Documented.
   * @see https://integrate.docs.cubi.casa/delete-user-20093442e0
   */
  delete(id: string, options?: CallOptions): Promise<Message>;
}

export function createUsers(caller: Caller): Users {
  const fetchPage = createPageFetcher(caller, 'listUsers', readers.user);
  const page = (filter: PageFilter = {}, options?: CallOptions): Promise<Page<User>> => fetchPage(filter, options);

  function list(filter?: Omit<PageFilter, 'offset'>, options?: CallOptions): AsyncGenerator<User> {
    return listAll('listUsers', filter, (paged) => page(paged, options));
  }

  async function getByEmail(email: string, options?: CallOptions): Promise<User> {
    const request = { operation: 'getUserByEmail', params: { user_id: email } } as const;
    const whole = caller.within(options);
    try {
      const user = await caller.call(request, readers.user, whole);
      if (hasEmail(email)(user)) return user;
    } catch (error) {
      if (!isNoSuchPath(error)) throw error;
    }
    const found = await findUser(list({ limit: 50 }, whole), hasEmail(email));
    if (found === undefined) throw new NotFoundError('no user has this address', request);
    return found;
  }

  function create(value: UserCreate, options?: CallOptions): Promise<UserCreated> {
    const startedAt = caller.now();
    const resolve = (): Promise<Resolution> => resolveUser(list(), value.email, startedAt);
    const body = { value, schema: userCreateSchema };
    return caller.call({ operation: 'createUser', body, resolve }, readers.userCreated, options);
  }

  function update(id: string, value: UserUpdate, options?: CallOptions): Promise<OpenAnswer> {
    const body = { value, schema: userUpdateSchema };
    return caller.call({ operation: 'updateUser', params: { user_id: id }, body }, readers.open, options);
  }

  function remove(id: string, options?: CallOptions): Promise<Message> {
    const resolve = async (): Promise<Resolution> => {
      const user = await findUser(list(), (one) => one.id === id);
      return user === undefined ? { outcome: 'done', value: {} } : { outcome: 'not-done' };
    };
    return caller.call({ operation: 'deleteUser', params: { user_id: id }, resolve }, readers.message, options);
  }

  return {
    list,
    page,
    create,
    getByEmail,
    update,
    changePassword: (value, options) =>
      caller.call(
        { operation: 'changeUserPassword', body: { value, schema: passwordChangeSchema } },
        readers.message,
        options,
      ),
    sendPasswordReset: (email, options) =>
      caller.call(
        { operation: 'sendPasswordResetLink', body: { value: { email }, schema: passwordResetSchema } },
        readers.message,
        options,
      ),
    delete: remove,
  };
}

function isNoSuchPath(error: unknown): boolean {
  return error instanceof CubiCasaError && (error.status === 404 || error.status === 405);
}
