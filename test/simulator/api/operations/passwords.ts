import { userByEmail } from '../../company/create-user.ts';
import { textOf, withBody } from '../call.ts';
import { failure, message } from '../replies.ts';

const CHANGE = {
  email: { type: 'email', required: true },
  old_password: { type: 'text', required: true },
  new_password: { type: 'text', required: true },
} as const;

export const changeUserPassword = withBody(CHANGE, ({ company }, body) => {
  const user = userByEmail(company, textOf(body, 'email') ?? '');
  if (user === undefined) return failure(company, 404, 'User not found');
  if (user.password === null || user.password !== body.old_password) {
    return failure(company, 400, 'Old password is not correct');
  }
  company.users.set(user.id, { ...user, password: textOf(body, 'new_password') ?? null });
  return message('Password was changed successfully');
});

/** The same answer whether or not somebody has the address. */
export const sendPasswordResetLink = withBody({ email: { type: 'email', required: true } }, () =>
  message('Password reset link was sent'),
);
