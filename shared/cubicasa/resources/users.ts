import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import { type Message, messageSchema } from '../company.ts';
import { listAll } from '../list-all.ts';
import { type Page, pageReader } from '../read-page.ts';
import { createReader } from '../read-tolerantly.ts';
import {
  type User,
  type UserCreate,
  type UserCreated,
  userCreatedSchema,
  userCreateSchema,
  userSchema,
} from '../user.ts';

const readUser = createReader(userSchema);
const readCreated = createReader(userCreatedSchema);
const readMessage = createReader(messageSchema);

export interface PageFilter {
  /** Page size: 20 unless told. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface Users {
  /** Every user of the company once, over all pages. Documented. */
  list(filter?: Omit<PageFilter, 'offset'>, options?: CallOptions): AsyncGenerator<User>;
  page(filter?: PageFilter, options?: CallOptions): Promise<Page<User>>;
  /** Without a password an invitation is mailed. Never repeated. Documented. */
  create(user: UserCreate, options?: CallOptions): Promise<UserCreated>;
  /** Their orders stay and lose their owner; there is no undelete. Never repeated. Documented. */
  delete(id: string, options?: CallOptions): Promise<Message>;
}

export function createUsers(caller: Caller): Users {
  async function page({ limit = 20, offset = 0 }: PageFilter = {}, options?: CallOptions): Promise<Page<User>> {
    return caller.call({ operation: 'listUsers', query: { limit, offset } }, pageReader(readUser, offset), options);
  }

  return {
    list: (filter, options) => listAll((offset) => page({ ...filter, offset }, options)),
    page,
    create: (user, options) =>
      caller.call({ operation: 'createUser', body: { value: user, schema: userCreateSchema } }, readCreated, options),
    delete: (id, options) => caller.call({ operation: 'deleteUser', params: { user_id: id } }, readMessage, options),
  };
}
