import type { Company } from './company.ts';
import { MissingError, StateError } from './keep-orders.ts';
import type { Creator } from './order.ts';
import type { Role, SimulatedUser } from './user.ts';

export interface UserWish {
  readonly email: string;
  readonly role?: Role;
  readonly name?: string | null;
  readonly surname?: string | null;
  readonly officeId?: string;
  readonly password?: string;
  /** Unix milliseconds; now when left out. */
  readonly createdAt?: number;
  readonly emailConfirmed?: boolean;
}

/** @throws StateError when somebody has the address. */
export function createUser(company: Company, wish: UserWish): SimulatedUser {
  if (userByEmail(company, wish.email) !== undefined) throw new StateError('User already exists');
  const [office] = company.offices.keys();
  const user: SimulatedUser = {
    id: company.uuid(),
    email: wish.email,
    name: wish.name ?? null,
    surname: wish.surname ?? null,
    role: wish.role ?? 'User',
    emailConfirmed:
      wish.emailConfirmed ?? (wish.password !== undefined && company.switches.passwordUsers === 'confirmed'),
    createdAt: wish.createdAt ?? company.now(),
    officeId: wish.officeId ?? office ?? '',
    password: wish.password ?? null,
  };
  company.users.set(user.id, user);
  company.feed.add('user-added', `${user.role} ${user.email} was added`);
  return user;
}

/** Addresses are compared without regard to case. */
export function userByEmail(company: Company, email: string): SimulatedUser | undefined {
  const wanted = email.toLowerCase();
  for (const user of company.users.values()) if (user.email.toLowerCase() === wanted) return user;
  return undefined;
}

/** Their orders stay, without an owner. @throws MissingError when there is no such user. */
export function deleteUser(company: Company, id: string): SimulatedUser {
  const user = company.users.get(id);
  if (user === undefined) throw new MissingError('User not found');
  company.users.delete(id);
  company.displayRevision++;
  company.feed.add('user-deleted', `${user.role} ${user.email} was deleted`);
  return user;
}

/** @throws MissingError when nobody has the address. */
export function creatorByEmail(company: Company, email: string): Creator {
  const user = userByEmail(company, email);
  if (user === undefined) throw new MissingError('User not found');
  return { userId: user.id, email: user.email };
}
