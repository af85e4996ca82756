import { expect, test } from 'vitest';
import { creatorByEmail, deleteUser } from '../company/create-user.ts';
import { deliver, quickEdit } from '../company/deliver.ts';
import { parseSwitches } from '../company/parse-switches.ts';
import { fail } from '../company/request-change.ts';
import { scanDraft } from '../company/scan.ts';
import { type Switches, switchTable } from '../company/switches.ts';
import { callSettings } from '../webhooks/call-settings.ts';
import { ANA, createDriver, DRAFT, type Driver } from './driver.ts';

type Observe = (driver: Driver) => unknown;

const info = (driver: Driver, id: string) => driver.read<{ info: Record<string, unknown> }>(`GET /orders/${id}`).info;
const delivered: Observe = (driver) => driver.read(`GET /orders/${driver.delivered().id}`);
const links: Observe = (driver) => {
  const { id } = driver.delivered();
  const read = () => driver.call(`GET /orders/${id}`).body;
  const first = read();
  const again = read() === first;
  quickEdit(driver.company, id);
  return [again, /files\/listing/.test(String(read()))];
};
const file = (driver: Driver, headers = {}) => {
  const { id } = driver.delivered();
  const link = /https:[^"]+svg[^"]*/.exec(String(driver.call(`GET /orders/${id}`).body))?.[0] ?? '';
  return driver.file(link, headers);
};
const createBy =
  (scanner: string): Observe =>
  (driver) => {
    driver.call('POST /users', { email: scanner });
    const { id } = driver.read('POST /orders/draft', DRAFT);
    scanDraft(driver.company, String(id), creatorByEmail(driver.company, scanner));
    return info(driver, String(id)).created_by;
  };
const register =
  (url: string, trigger: string): Observe =>
  (driver) =>
    driver.call('PATCH /companies/webhook', { webhook_urls: [url], webhook_triggers: [trigger] }).status;
const tries: Observe = ({ company, clock, delivered: make, sendWebhooks }) => {
  make();
  sendWebhooks(201);
  return [company.outbox.counts(), (company.outbox.nextDueAt() ?? 0) - clock.now];
};
const twice =
  (headers: Record<string, string>): Observe =>
  ({ call, company }) => {
    const request = { 'api-key': company.apiKey, ...headers };
    return [1, 2]
      .map(() => String(call('POST /orders/draft', DRAFT, request).body))
      .every((body, _, [first]) => body === first);
  };

/** What came of the last of several things done one after the other. */
const lastOf = (...done: readonly unknown[]): unknown => done.at(-1);

/** Something that a caller sees, for every switch, and the answers that it is to differ between. */
const observed: { readonly [K in keyof Switches]: readonly [Switches[K], Observe] } = {
  absentOperations: [['listOffices'], ({ call }) => call('GET /offices').status],
  movedPaths: [{ listOffices: '/company/offices' }, ({ call }) => call('GET /company/offices').status],
  userLookup: ['query', ({ call }) => call(`GET /users/${encodeURIComponent(ANA)}`).status],
  paginationOffset: [
    'skipping',
    (driver) => lastOf(driver.delivered(), driver.delivered(), driver.read('GET /orders?limit=1')),
  ],
  lastNextOffset: ['absent', ({ read }) => read('GET /users')],
  reportedLimit: ['zero', ({ read }) => read('GET /users')],
  maxLimit: [10, ({ call }) => call('GET /users?limit=20').status],
  overLimit: ['clamp', ({ call }) => call('GET /users?limit=500').status],
  listOrder: [
    'oldest-first',
    (driver) => lastOf(driver.delivered({ packageType: 'plus' }), delivered(driver), driver.read('GET /orders')),
  ],
  listAssets: ['with', (driver) => lastOf(driver.delivered(), driver.read('GET /orders'))],
  statusFilter: ['documented', ({ call }) => call('GET /orders?status=Draft').status],
  errorBody: ['html', ({ call }) => call('GET /orders/nobody').body],
  refusedStatus: ['403', ({ call }) => call('GET /orders', undefined, {}).status],
  duplicateStatus: ['400', ({ call }) => call('POST /users', { email: ANA }).status],
  unknownOwnerStatus: [
    '404',
    ({ call }) => call('POST /orders/draft', { ...DRAFT, owner_email: 'x@y.example' }).status,
  ],
  rateLimitPerSecond: [2, ({ call }) => [1, 2, 3].map(() => call('GET /users').status)],
  retryAfter: [
    'none',
    ({ company, call }) => lastOf(company.faults.add({ kind: 'throttle' }), call('GET /users').headers),
  ],
  idempotencyKey: ['honoured', twice({ 'idempotency-key': 'a' })],
  webhookApiKeyHeader: [true, ({ company }) => callSettings(company)],
  webhookTries: [1, tries],
  webhookSpacingMs: [50, tries],
  webhookTimeoutMs: [50, ({ company }) => callSettings(company)],
  webhookDelayMs: [400, (driver) => lastOf(driver.delivered(), driver.sendWebhooks())],
  webhookSuccess: ['any-2xx', tries],
  emptyWebhookFields: ['absent', (driver) => lastOf(driver.delivered(), driver.sendWebhooks()[0])],
  deliveryType: [
    'varied',
    (driver) => lastOf(quickEdit(driver.company, driver.delivered().id), driver.sendWebhooks().at(-1)),
  ],
  failures: ['supported', ({ company, delivered: make }) => attempt(() => fail(company, make().id).status)],
  linkLifetimeMs: [0, (driver) => String(driver.call(`GET /orders/${driver.delivered().id}`).body).includes('Expires')],
  linkSignature: ['per-read', links],
  homeReport: ['homereport', (driver) => driver.read(`GET /orders/${driver.delivered({ packageType: 'plus' }).id}`)],
  changeRequestField: [
    'description',
    (driver) => driver.call(`POST /orders/${driver.delivered().id}/change-requests`, {}).status,
  ],
  changeRequestList: ['array', (driver) => driver.read(`GET /orders/${driver.delivered().id}/change-requests`)],
  redrawSource: ['list', ({ call }) => call('POST /orders', { ...DRAFT, source: 'https://x.example/plan.pdf' }).status],
  omittedDraftFields: ['cleared', (driver) => updateWithoutLabel(driver)],
  purchases: [
    'offered-only',
    (driver) => driver.call(`POST /orders/${driver.delivered().id}/post-purchase`, { add_ons: ['video'] }).status,
  ],
  scannedDraft: ['new-order', (driver) => scannedStatus(driver)],
  sendsWebhooks: [false, (driver) => lastOf(driver.delivered(), driver.company.outbox.counts())],
  scannedArea: ['measured', (driver) => info(driver, driver.delivered().id).total_scanned_area],
  bearerAuth: [
    'accepted',
    ({ call, company }) => call('GET /users', undefined, { authorization: `Bearer ${company.apiKey}` }).status,
  ],
  createdBy: ['scanner', createBy('emil@agency.example')],
  planFormats: ['few', (driver) => /\.svg/.test(String(driver.call(`GET /orders/${driver.delivered().id}`).body))],
  assetPaths: ['stable', links],
  readLagMs: [5_000, (driver) => staleStatus(driver)],
  passwordUsers: [
    'unconfirmed',
    ({ call, read }) =>
      lastOf(call('POST /users', { email: 'p@q.example', password: 'x' }), read('GET /users/p%40q.example')),
  ],
  deletedOwner: ['stale', ownerAfterDeletion],
  createdUserRole: ['other', ({ read }) => read('POST /users', { email: 'p@q.example', role: 'Manager' }).role],
  userUpdateBody: [
    'complete',
    ({ call, company }) => call(`PATCH /users/${[...company.users.keys()][0]}`, { name: 'A' }).status,
  ],
  combinedPdf: ['redirect', (driver) => driver.call(`GET /orders/${driver.delivered().id}/combined-pdf`).status],
  companyEcho: ['nothing', ({ read }) => Object.keys(read('GET /companies/info'))],
  receiverUrls: ['https-only', register('http://a.example', 'moved_to_ready')],
  failedTrigger: ['refused', register('https://a.example', 'moved_to_failed')],
  emptyGroups: ['absent', delivered],
  firstDelivery: ['undated', delivered],
  draftStatus: ['New', ({ read }) => read('POST /orders/draft', DRAFT)],
  unknownFields: ['everywhere', delivered],
  redeliverAnswer: [
    'message',
    (driver) => Object.keys(driver.read(`POST /orders/${driver.delivered().id}/redeliver`, {})),
  ],
  assetValidators: ['none', (driver) => file(driver).headers],
  assetRanges: ['ignored', (driver) => file(driver, { range: 'bytes=0-0' }).status],
};

test.each(Object.keys(switchTable) as (keyof Switches)[])('%s changes what a caller sees', (name) => {
  const [value, observe] = observed[name];
  expect(observe(createDriver({ [name]: value }))).not.toEqual(observe(createDriver()));
});

test.each(Object.keys(switchTable) as (keyof Switches)[])('every answer to %s can be chosen', (name) => {
  const entry = switchTable[name];
  for (const value of entry.kind === 'choice' ? entry.values : [entry.default]) {
    const driver = createDriver(parseSwitches({ [name]: value }));
    expect(driver.call(`GET /orders/${driver.delivered().id}`).status).toBe(200);
  }
});

test.each([{ pagination: 'exact' }, { paginationOffset: 'off' }, { maxLimit: -1 }, { sendsWebhooks: 'no' }, null])(
  'the switches %j are refused',
  (switches) => {
    expect(() => parseSwitches(switches)).toThrow(/./);
  },
);

function attempt(run: () => unknown): unknown {
  try {
    return run();
  } catch {
    return 'refused';
  }
}

function updateWithoutLabel(driver: Driver): unknown {
  const { id } = driver.read('POST /orders/draft', DRAFT);
  const { external_id: _, ...rest } = DRAFT;
  driver.call(`PATCH /orders/draft/${String(id)}`, rest);
  return info(driver, String(id)).external_id;
}

function scannedStatus(driver: Driver): unknown {
  const { id } = driver.read('POST /orders/draft', DRAFT);
  scanDraft(driver.company, String(id), creatorByEmail(driver.company, ANA));
  return info(driver, String(id)).status;
}

/** A minute after the scan, a second after the delivery. */
function staleStatus(driver: Driver): unknown {
  const { id } = driver.delivered();
  driver.clock.now += 60_000;
  deliver(driver.company, id, 'tour');
  driver.clock.now += 1_000;
  return driver.read<{ delivery_assets: Record<string, unknown> }>(`GET /orders/${id}`).delivery_assets.tour;
}

function ownerAfterDeletion(driver: Driver): unknown {
  const { id } = driver.delivered();
  deleteUser(driver.company, creatorByEmail(driver.company, ANA).userId);
  return info(driver, id).created_by;
}
