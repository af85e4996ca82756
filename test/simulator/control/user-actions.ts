import type { Company } from '../company/company.ts';
import { createUser, creatorByEmail, deleteUser } from '../company/create-user.ts';
import { ControlError } from '../company/parse-switches.ts';
import { ROLES } from '../company/user.ts';
import { type Fields, oneOf, optionalText, requiredText } from './read-fields.ts';

/** On the roster as well, unless `roster` is false. */
export function addUser(company: Company, fields: Fields): Record<string, unknown> {
  const email = requiredText(fields, 'email');
  const user = createUser(company, {
    email,
    role: oneOf(fields, 'role', ROLES, 'Collaborator'),
    name: optionalText(fields, 'name') ?? null,
    surname: optionalText(fields, 'surname') ?? null,
    createdAt: readInstant(fields, 'createdAt') ?? company.now(),
    emailConfirmed: fields.emailConfirmed !== false,
  });
  if (fields.roster !== false) company.roster = [...company.roster, { email }];
  return { userId: user.id, email };
}

/** As a manager does it in the web application. */
export function deleteUserByEmail(company: Company, fields: Fields): Record<string, unknown> {
  const { id, email } = deleteUser(company, creatorByEmail(company, requiredText(fields, 'email')).userId);
  return { userId: id, email };
}

/** The staff system forgets somebody, or, with `leftOn`, notes a last day. CubiCasa hears nothing of it. */
export function removeUserFromRoster(company: Company, fields: Fields): Record<string, unknown> {
  const email = requiredText(fields, 'email');
  const leftOn = optionalText(fields, 'leftOn');
  const others = company.roster.filter((entry) => entry.email !== email);
  company.roster = leftOn === undefined ? others : [...others, { email, leftOn }];
  return { email };
}

/** An ISO instant as unix milliseconds. @throws ControlError when it is none. */
export function readInstant(fields: Fields, name: string): number | undefined {
  const text = optionalText(fields, name);
  if (text === undefined) return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new ControlError(`${name} must be an ISO instant`);
  return instant;
}
