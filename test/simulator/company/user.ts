export type Role = 'Collaborator' | 'User' | 'Manager';

export const ROLES: readonly Role[] = ['Collaborator', 'User', 'Manager'];

export interface SimulatedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly surname: string | null;
  readonly role: Role;
  readonly emailConfirmed: boolean;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly officeId: string;
  /** Only compared when it is changed. */
  readonly password: string | null;
}

export interface Office {
  readonly id: string;
  readonly name: string;
}
