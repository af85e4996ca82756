import type { Company } from '../company/company.ts';
import { deliver, quickEdit, redeliver } from '../company/deliver.ts';
import { deleteDraft } from '../company/draft.ts';
import { PRODUCTS } from '../company/order.ts';
import { ControlError } from '../company/parse-switches.ts';
import { purchase } from '../company/purchase.ts';
import { fail, requestChange } from '../company/request-change.ts';
import { addDraft, orderByUser, scan } from './order-actions.ts';
import { type Fields, oneOf, optionalText, optionalTexts, requiredText } from './read-fields.ts';
import { addUser, deleteUserByEmail, removeUserFromRoster } from './user-actions.ts';

/** What a person, or production, can do without the API. */
type Action = (company: Company, fields: Fields) => Record<string, unknown>;

const orderId = (fields: Fields): string => requiredText(fields, 'orderId');

const ACTIONS: Readonly<Record<string, Action>> = {
  createDraft: addDraft,
  scan,
  orderByUser,
  addUser,
  deleteUser: deleteUserByEmail,
  removeUserFromRoster,
  deliver: (company, fields) => {
    const { id, status } = deliver(company, orderId(fields), oneOf(fields, 'product', PRODUCTS, 'products_2d'));
    return { orderId: id, status };
  },
  quickEdit: (company, fields) => {
    const { id, version } = quickEdit(company, orderId(fields), oneOf(fields, 'product', PRODUCTS, 'products_2d'));
    return { orderId: id, version };
  },
  redeliver: (company, fields) => {
    const { id, version } = redeliver(company, orderId(fields), optionalText(fields, 'styleTemplate') ?? null);
    return { orderId: id, version };
  },
  changeRequest: (company, fields) => {
    const description = optionalText(fields, 'text') ?? '';
    return { orderId: orderId(fields), changeRequestId: requestChange(company, orderId(fields), { description }).id };
  },
  purchase: (company, fields) => {
    const packageType = optionalText(fields, 'packageType') ?? null;
    const { id } = purchase(company, orderId(fields), { packageType, addOns: optionalTexts(fields, 'addOns') ?? [] });
    return { orderId: id };
  },
  fail: (company, fields) => ({ orderId: fail(company, orderId(fields)).id }),
  deleteDraft: (company, fields) => {
    deleteDraft(company, orderId(fields));
    return { orderId: orderId(fields) };
  },
};

/** @throws ControlError for an unknown action; errors of the action pass through. */
export function act(company: Company, fields: Fields): Record<string, unknown> {
  const name = requiredText(fields, 'action');
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined) throw new ControlError(`action must be one of ${Object.keys(ACTIONS).join(', ')}`);
  return action(company, fields);
}
