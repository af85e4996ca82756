import type { CubiCasaClient, OperationId } from '../../shared/cubicasa/index.ts';
import type { Known } from './simulated-world.ts';

export type OperationCall = (client: CubiCasaClient, known: Known) => Promise<unknown>;

const ADDRESS = {
  street: '7 Mill Lane',
  suite: '2',
  city: 'Springfield',
  state: 'Illinois',
  country: 'United States',
  postalCode: '62701',
};
const ORDER = {
  ...ADDRESS,
  info: 'ring twice',
  latitude: 39.8,
  longitude: -89.65,
  external_id: 'JOB-2000',
  package_type: 'base',
  add_ons: ['gla'],
};
const STYLE_2D = { style_template_id: 'style-1', add_info: 'thin walls' };
const STYLE_3D = {
  video: { speed: 'slow', layout: 'wide' },
  furniture_set: 'modern',
  include_basement: true,
  add_info: 'no plants',
};

function draft({ email }: Known) {
  return { ...ORDER, owner_email: email, order_preferences: { style_2d: STYLE_2D, style_3d: STYLE_3D } };
}

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

/** One call of every operation, with every documented field of its request. */
export const operationCalls: Readonly<Record<OperationId, OperationCall>> = {
  getCompany: (client) => client.company.get(),
  updateCompanyWebhook: (client) =>
    client.company.updateWebhook({
      webhook_urls: ['https://hooks.agency.example/cubicasa/k7Q2'],
      webhook_triggers: ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing'],
    }),
  deleteCompanyWebhook: (client) => client.company.deleteWebhook(),
  getCompanyPackage: (client) => client.company.package(),
  sendCompanyMergeRequest: (client) => client.company.sendMergeRequest({ company: 'Harbour Realty' }),
  listOffices: (client) => drain(client.offices.list()),
  createOffice: (client) => client.offices.create({ name: 'North' }),
  listUsers: (client) => drain(client.users.list({ limit: 50 })),
  createUser: (client, { officeId }) =>
    client.users.create({
      email: 'ben@agency.example',
      role: 'Collaborator',
      office_id: officeId,
      password: 'a long one',
    }),
  getUserByEmail: (client, { email }) => client.users.getByEmail(email),
  updateUser: (client, { userId, officeId }) =>
    client.users.update(userId, { name: 'Anna', surname: 'Bell', role: 'User', office_id: officeId }),
  deleteUser: (client, { userId }) => client.users.delete(userId),
  changeUserPassword: (client, { email }) =>
    client.users.changePassword({ email, old_password: 'a long one', new_password: 'a longer one' }),
  sendPasswordResetLink: (client, { email }) => client.users.sendPasswordReset(email),
  listOrders: (client) =>
    drain(client.orders.list({ status: ['New', 'Draft', 'Pending', 'Ready', 'Fixing'], limit: 2 })),
  getOrder: (client, { orderId }) => client.orders.get(orderId),
  upgradeOrder: (client, { orderId }) =>
    client.orders.upgrade(orderId, { package_type: null, add_ons: ['3d_cad_files'] }),
  redeliverOrder: (client, { orderId }) => client.orders.redeliver(orderId, { style_template_id: 'style-1' }),
  getCombinedPdf: (client, { orderId }) => client.orders.combinedPdf(orderId),
  createRedrawOrder: (client, { email }) =>
    client.orders.createRedraw({ ...ORDER, owner_email: email, source: 'https://files.agency.example/plan.pdf' }),
  createChangeRequest: (client, { orderId }) =>
    client.changeRequests.create(orderId, { description: 'the stairs go up' }),
  listChangeRequests: (client, { fixingId }) => drain(client.changeRequests.list(fixingId)),
  getChangeRequest: (client, { fixingId, changeRequestId }) => client.changeRequests.get(fixingId, changeRequestId),
  createDraftOrder: (client, known) => client.drafts.create(draft(known)),
  updateDraftOrder: (client, known) => client.drafts.update(known.draftId, draft(known)),
  deleteDraftOrder: (client, { draftId }) => client.drafts.delete(draftId),
  createGoToScanOrder: (client, known) =>
    client.goToScan.create({ ...draft(known), contact: { name: 'Cleo', email: 'cleo@home.example' } }),
};
