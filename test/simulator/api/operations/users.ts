import type { Company } from '../../company/company.ts';
import { createUser as addUser, deleteUser as removeUser, userByEmail } from '../../company/create-user.ts';
import { MissingError } from '../../company/keep-orders.ts';
import { ROLES, type Role, type SimulatedUser } from '../../company/user.ts';
import { type Call, type Operation, param, textOf, withBody } from '../call.ts';
import type { BodyRules, JsonObject } from '../check-body.ts';
import { pageReply, readPageWish } from '../page.ts';
import { failure, invalid, json, message } from '../replies.ts';
import { seconds } from '../show-order.ts';
import { withUnknownFields } from '../unknown-fields.ts';

export const listUsers: Operation = ({ company, query }) => {
  const wish = readPageWish(company, query);
  if ('status' in wish) return wish;
  const email = company.switches.userLookup === 'query' ? query.get('email') : null;
  const users = [...company.users.values()].filter((user) => email === null || user.email === email);
  const page = users.slice(wish.start, wish.start + wish.limit);
  return pageReply(
    company,
    wish,
    page.map((user) => JSON.stringify(showUser(company, user))),
    users.length,
  );
};

export function showUser({ switches }: Company, user: SimulatedUser): Record<string, unknown> {
  const shown = {
    id: user.id,
    email: user.email,
    name: user.name,
    surname: user.surname,
    role: user.role,
    email_confirmed: user.emailConfirmed,
    created_at: seconds(user.createdAt),
  };
  return switches.unknownFields === 'everywhere' ? withUnknownFields(shown) : shown;
}

const NEW_USER: BodyRules = {
  email: { type: 'email', required: true },
  role: { type: ROLES },
  office_id: { type: 'text' },
  password: { type: 'text' },
};

export const createUser = withBody(NEW_USER, ({ company }, body) => {
  const email = textOf(body, 'email') ?? '';
  if (userByEmail(company, email) !== undefined) {
    return failure(company, Number(company.switches.duplicateStatus), 'User already exists');
  }
  const { office_id, password } = body as { office_id?: string; password?: string };
  if (office_id !== undefined && !company.offices.has(office_id)) {
    return invalid('body_params', [{ loc: ['office_id'], msg: 'office does not exist' }]);
  }
  const user = addUser(company, {
    email,
    ...(roleOf(body) === undefined ? {} : { role: roleOf(body) ?? 'User' }),
    ...(office_id === undefined ? {} : { officeId: office_id }),
    ...(password === undefined ? {} : { password }),
  });
  const role = company.switches.createdUserRole === 'as-sent' ? user.role : otherRole(user.role);
  const text = password === undefined ? `An invitation was sent to ${email}` : `User ${email} was created`;
  return json({ email, id: user.id, message: text, role });
});

export const getUserByEmail: Operation = (call) => {
  const { company } = call;
  if (company.switches.userLookup === 'query') return failure(company, 404, 'Not found');
  const user = userByEmail(company, param(call, 'user_id'));
  return user === undefined ? failure(company, 404, 'User not found') : json(showUser(company, user));
};

const complete = (rules: BodyRules): BodyRules =>
  Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, { ...rule, required: true }]));

const USER_UPDATE: BodyRules = {
  name: { type: 'text', nullable: true },
  surname: { type: 'text', nullable: true },
  role: { type: ROLES },
};

export const updateUser = withBody(
  ({ switches }) => ({
    ...(switches.userUpdateBody === 'complete' ? complete(USER_UPDATE) : USER_UPDATE),
    office_id: { type: 'text' },
  }),
  (call, body) => {
    const user = findUser(call);
    const changed: SimulatedUser = {
      ...user,
      name: nameOf(body, 'name', user.name),
      surname: nameOf(body, 'surname', user.surname),
      role: roleOf(body) ?? user.role,
      officeId: textOf(body, 'office_id') ?? user.officeId,
    };
    call.company.users.set(user.id, changed);
    return json(showUser(call.company, changed));
  },
);

export const deleteUser: Operation = (call) => {
  const user = removeUser(call.company, param(call, 'user_id'));
  return message(`User ${user.email} was deleted successfully`);
};

function findUser(call: Call): SimulatedUser {
  const user = call.company.users.get(param(call, 'user_id'));
  if (user === undefined) throw new MissingError('User not found');
  return user;
}

function roleOf(body: JsonObject): Role | undefined {
  return ROLES.find((role) => role === body.role);
}

function otherRole(role: Role): Role {
  return role === 'User' ? 'Collaborator' : 'User';
}

function nameOf(body: JsonObject, field: string, kept: string | null): string | null {
  return body[field] === undefined ? kept : (textOf(body, field) ?? null);
}
