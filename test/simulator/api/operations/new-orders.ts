import { userByEmail } from '../../company/create-user.ts';
import { createDraft, type DraftContent, deleteDraft, updateDraft } from '../../company/draft.ts';
import type { Creator } from '../../company/order.ts';
import { createGoToScan, createRedraw } from '../../company/other-orders.ts';
import { type Call, numberOf, type Operation, param, textOf, textsOf, withBody } from '../call.ts';
import type { BodyRules, JsonObject } from '../check-body.ts';
import type { SimulatedReply } from '../exchange.ts';
import { failure, invalid, message } from '../replies.ts';
import { orderReply } from './orders.ts';

const ADDRESS: BodyRules = {
  street: { type: 'text', required: true },
  suite: { type: 'text' },
  city: { type: 'text', required: true },
  state: { type: 'text' },
  country: { type: 'text', required: true },
  postalCode: { type: 'text' },
  info: { type: 'text' },
  latitude: { type: 'number' },
  longitude: { type: 'number' },
  external_id: { type: 'text' },
  package_type: { type: 'text' },
  add_ons: { type: 'texts' },
  order_preferences: { type: 'object' },
};
const DRAFT: BodyRules = { ...ADDRESS, owner_email: { type: 'email', required: true } };

export const createDraftOrder = withBody(DRAFT, (call, body) =>
  forOwner(call, body, (draft) => orderReply(call, createDraft(call.company, draft))),
);

export const updateDraftOrder = withBody(DRAFT, (call, body) =>
  forOwner(call, body, (draft) => orderReply(call, updateDraft(call.company, param(call, 'order_id'), draft))),
);

export const deleteDraftOrder: Operation = (call) => {
  deleteDraft(call.company, param(call, 'order_id'));
  return message('Draft order was deleted successfully');
};

/** The body is unknown; a draft's is supposed. */
export const createGoToScanOrder = withBody(DRAFT, (call, body) =>
  forOwner(call, body, (draft) => orderReply(call, createGoToScan(call.company, draft))),
);

const SOURCE_TYPES = { any: 'any', text: 'text', list: 'texts' } as const;

export const createRedrawOrder = withBody(
  ({ switches }) => ({
    ...ADDRESS,
    owner_email: { type: 'email' },
    source: { type: SOURCE_TYPES[switches.redrawSource], required: true },
  }),
  (call, body) =>
    body.owner_email === undefined
      ? orderReply(call, createRedraw(call.company, draftContent(body, null)))
      : forOwner(call, body, (draft) => orderReply(call, createRedraw(call.company, draft))),
);

/** Runs with the draft of an owner who is a user of the company; else says that there is none. */
function forOwner({ company }: Call, body: JsonObject, run: (draft: DraftContent) => SimulatedReply): SimulatedReply {
  const owner = userByEmail(company, textOf(body, 'owner_email') ?? '');
  if (owner !== undefined) return run(draftContent(body, { userId: owner.id, email: owner.email }));
  return company.switches.unknownOwnerStatus === '404'
    ? failure(company, 404, 'Owner not found')
    : invalid('body_params', [{ loc: ['owner_email'], msg: 'user does not exist' }]);
}

function draftContent(body: JsonObject, owner: Creator | null): DraftContent {
  return {
    owner,
    street: textOf(body, 'street') ?? '',
    city: textOf(body, 'city') ?? '',
    country: textOf(body, 'country') ?? '',
    suite: textOf(body, 'suite'),
    state: textOf(body, 'state'),
    postalCode: textOf(body, 'postalCode'),
    info: textOf(body, 'info'),
    latitude: numberOf(body, 'latitude'),
    longitude: numberOf(body, 'longitude'),
    externalId: textOf(body, 'external_id'),
    packageType: textOf(body, 'package_type'),
    addOns: textsOf(body, 'add_ons'),
  };
}
