import type { User } from '../cubicasa/index.ts';

/** A user as one listing showed them, in the few fields that cleanup decides by. */
export interface ListedUser {
  readonly id: string;
  /** As CubiCasa writes it; null where it shows none. */
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly confirmed: boolean | null;
  /** ISO instant. */
  readonly createdAt: string | null;
}

export function toListedUser(user: User): ListedUser {
  const { id, email, name, surname, role, email_confirmed, created_at } = user;
  const fullName = [name, surname].filter((part) => part).join(' ');
  return {
    id,
    email: email ?? null,
    name: fullName === '' ? null : fullName,
    role: role ?? null,
    confirmed: email_confirmed ?? null,
    createdAt: toInstant(created_at),
  };
}

/** Null for what is no time: such a user counts as made just now. */
function toInstant(seconds: number | null | undefined): string | null {
  const at = new Date((seconds ?? Number.NaN) * 1_000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Letter case of roles is not promised (CONTRACT 4.2 shows one spelling). */
export function hasRole(user: Pick<ListedUser, 'role'>, roles: readonly string[]): boolean {
  const role = user.role?.trim().toLowerCase();
  return roles.some((one) => one.toLowerCase() === role);
}
