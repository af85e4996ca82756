import { notify } from '../webhooks/notify.ts';
import type { Company } from './company.ts';
import { addOrder, changeOrder, findOrder, type NewOrder, removeOrder, StateError } from './keep-orders.ts';
import type { Creator, OrderAddress, SimulatedOrder } from './order.ts';

/** What a draft is made of, as the API takes it. */
export interface DraftContent {
  readonly street: string;
  readonly city: string;
  readonly country: string;
  readonly owner: Creator | null;
  readonly suite?: string | undefined;
  readonly state?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly info?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly externalId?: string | undefined;
  readonly packageType?: string | undefined;
  readonly addOns?: readonly string[] | undefined;
}

export function createDraft(company: Company, draft: DraftContent): SimulatedOrder {
  const order = addOrder(company, { ...preparedOrder(company, draft), status: company.switches.draftStatus });
  company.feed.add('draft', `draft for ${order.address.fullAddress}`, order.id);
  const told: SimulatedOrder = { ...order, status: 'Draft' };
  notify(company, { order: told, previousStatus: null, product: null, delivery: 'new' });
  return order;
}

/** An order that the API made and nobody has scanned. */
export function preparedOrder(company: Company, draft: DraftContent): NewOrder {
  return { ...EMPTY_DRAFT, ...fieldsOf(draft), floors: 1 + company.random.below(3) };
}

const EMPTY_DRAFT = {
  status: 'Draft',
  origin: 'api',
  scanner: null,
  styleTemplate: null,
  goToScan: null,
  isScan: true,
  modelId: null,
} as const;

/** Optional fields left out stay or go, as the switch says. @throws StateError when it is no draft any more. */
export function updateDraft(company: Company, id: string, draft: DraftContent): SimulatedOrder {
  const order = findDraft(company, id);
  const fields = fieldsOf(draft);
  if (company.switches.omittedDraftFields === 'cleared') return changeOrder(company, order, fields);
  return changeOrder(company, order, {
    ...fields,
    externalId: draft.externalId === undefined ? order.externalId : fields.externalId,
    addInfo: draft.info === undefined ? order.addInfo : fields.addInfo,
    packageType: draft.packageType === undefined ? order.packageType : fields.packageType,
    addOns: draft.addOns === undefined ? order.addOns : fields.addOns,
    address: draftAddress(draft, order.address),
  });
}

/** No webhook tells of it. @throws StateError when it is no draft any more. */
export function deleteDraft(company: Company, id: string): void {
  const order = findDraft(company, id);
  removeOrder(company, order);
  company.feed.add('draft-deleted', `draft for ${order.address.fullAddress} was deleted`, id);
}

export function findDraft(company: Company, id: string): SimulatedOrder {
  const order = findOrder(company, id);
  if (order.status !== 'Draft' && order.status !== 'New') throw new StateError('Order is not a draft');
  return order;
}

function fieldsOf(draft: DraftContent) {
  return {
    owner: draft.owner,
    address: draftAddress(draft, undefined),
    externalId: draft.externalId ?? null,
    addInfo: draft.info ?? '',
    packageType: draft.packageType ?? 'base',
    addOns: draft.addOns ?? [],
  };
}

/** The text as it was sent: the house number stays in the street. */
function draftAddress(draft: DraftContent, kept: OrderAddress | undefined): OrderAddress {
  const suite = draft.suite ?? kept?.suite ?? null;
  const state = draft.state ?? kept?.state ?? null;
  const postalCode = draft.postalCode ?? kept?.postalCode ?? null;
  const region = [state, postalCode].filter((part) => part !== null).join(' ');
  const parts = [draft.street, suite, draft.city, region, draft.country];
  return {
    fullAddress: parts.filter((part) => part !== null && part !== '').join(', '),
    street: draft.street,
    number: null,
    suite,
    city: draft.city,
    state,
    postalCode,
    country: draft.country,
    latitude: draft.latitude ?? kept?.latitude ?? null,
    longitude: draft.longitude ?? kept?.longitude ?? null,
  };
}
