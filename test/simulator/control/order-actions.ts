import type { Company } from '../company/company.ts';
import { creatorByEmail } from '../company/create-user.ts';
import { createDraft } from '../company/draft.ts';
import { MissingError } from '../company/keep-orders.ts';
import type { Creator } from '../company/order.ts';
import { scanDraft, scanHouse } from '../company/scan.ts';
import { addDeliveredOrder } from '../scenarios/populate.ts';
import { type Fields, optionalText, optionalTexts, requiredText } from './read-fields.ts';
import { readInstant } from './user-actions.ts';

export function addDraft(company: Company, fields: Fields): Record<string, unknown> {
  const draft = createDraft(company, {
    owner: personOf(company, optionalText(fields, 'ownerEmail')),
    street: optionalText(fields, 'street') ?? '12 Harbour Road',
    city: optionalText(fields, 'city') ?? 'Springfield',
    country: optionalText(fields, 'country') ?? 'United States',
    externalId: optionalText(fields, 'externalId'),
    packageType: optionalText(fields, 'packageType'),
    addOns: optionalTexts(fields, 'addOns'),
  });
  return { orderId: draft.id, status: draft.status };
}

/** Of a draft when `orderId` is given, else of a house that nobody announced. */
export function scan(company: Company, fields: Fields): Record<string, unknown> {
  const scanner = personOf(company, optionalText(fields, 'scannerEmail'));
  const draftId = optionalText(fields, 'orderId');
  const wish = {
    scanner,
    packageType: optionalText(fields, 'packageType') ?? 'base',
    addOns: optionalTexts(fields, 'addOns') ?? [],
  };
  const order = draftId === undefined ? scanHouse(company, wish) : scanDraft(company, draftId, scanner);
  return { orderId: order.id, status: order.status };
}

/** A delivered order of that user, as old as wished; no webhook tells of it. */
export function orderByUser(company: Company, fields: Fields): Record<string, unknown> {
  const { userId } = creatorByEmail(company, requiredText(fields, 'email'));
  const user = company.users.get(userId);
  if (user === undefined) throw new MissingError('User not found');
  const order = addDeliveredOrder(company, user, readInstant(fields, 'createdAt') ?? company.now());
  return { orderId: order.id, status: order.status };
}

/** The user of that address; the company's first one when none is named. */
function personOf(company: Company, email: string | undefined): Creator {
  if (email !== undefined) return creatorByEmail(company, email);
  const [first] = company.users.values();
  if (first === undefined) throw new MissingError('The company has no user');
  return { userId: first.id, email: first.email };
}
