import { changeRequestSchema } from './change-request.ts';
import { companySchema, messageSchema, webhookRegistrationSchema } from './company.ts';
import { officeCreatedSchema, officeSchema } from './office.ts';
import { orderSchema } from './order.ts';
import { createReader } from './read-tolerantly.ts';
import { userCreatedSchema, userSchema } from './user.ts';

/** An answer whose shape is unknown; typed as an object with any fields. */
export type OpenAnswer = Readonly<Record<string, unknown>>;

/** Compiled once for all clients. */
export const readers = {
  order: createReader(orderSchema),
  user: createReader(userSchema),
  userCreated: createReader(userCreatedSchema),
  office: createReader(officeSchema),
  officeCreated: createReader(officeCreatedSchema),
  company: createReader(companySchema),
  webhookRegistration: createReader(webhookRegistrationSchema),
  changeRequest: createReader(changeRequestSchema),
  message: createReader(messageSchema),
  open: readOpen,
};

function readOpen(value: unknown): OpenAnswer | undefined {
  return typeof value === 'object' && value !== null ? (value as OpenAnswer) : undefined;
}
