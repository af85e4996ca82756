import { choice, flag, type Infer, number, openChoice, requestObject, responseObject, shown, text } from './schema.ts';

/** CONTRACT 4.2. Manager sees and sets everything, User the orders of the own office, Collaborator only own orders. */
export const USER_ROLES = ['Collaborator', 'User', 'Manager'] as const;
/** Capitalised exactly so in requests; answers may hold others. Documented (CONTRACT 4.2). */
export type UserRole = (typeof USER_ROLES)[number];

export const userSchema = shown(
  responseObject(
    { id: text },
    {
      email: text,
      name: text,
      surname: text,
      role: openChoice(USER_ROLES),
      email_confirmed: flag,
      created_at: number,
    },
  ),
);

/** A member of the company. `created_at` is Unix seconds; no last login is told. */
export type User = Infer<typeof userSchema>;

export const userCreateSchema = requestObject(
  { email: text },
  { role: choice(USER_ROLES), office_id: text, password: text },
);

/** Without `password` CubiCasa mails an invitation. */
export type UserCreate = Infer<typeof userCreateSchema>;

export const userCreatedSchema = shown(responseObject({ id: text }, { email: text, role: text, message: text }));

/** Not the user of the list: re-read it where the role matters (CONTRACT 2.3). */
export type UserCreated = Infer<typeof userCreatedSchema>;

export const userUpdateSchema = requestObject(
  {},
  { name: text, surname: text, role: choice(USER_ROLES), office_id: text },
);

/** Field names are inferred from the user object (CONTRACT 2.3). */
export type UserUpdate = Infer<typeof userUpdateSchema>;

export const passwordChangeSchema = requestObject({ email: text, old_password: text, new_password: text }, {});
/** All three are needed: the old password too, so this is no reset by an administrator. Documented (CONTRACT 2.3). */
export type PasswordChange = Infer<typeof passwordChangeSchema>;

export const passwordResetSchema = requestObject({ email: text }, {});
