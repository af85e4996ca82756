import { describe, expect, test } from 'vitest';
import { handleRequest } from '../api/handle-request.ts';
import { operationTable } from '../api/operation-table.ts';
import { createDriver, DRAFT, type Driver } from './driver.ts';

type Case = readonly [operation: string, line: (driver: Driver) => string, body?: object];

const draftId = (driver: Driver): string => String(driver.read('POST /orders/draft', DRAFT).id);
const readyId = (driver: Driver): string => driver.delivered().id;
const userId = (driver: Driver): string => [...driver.company.users.keys()][0] ?? '';
const changeRequestOf = (driver: Driver): string => {
  const orderId = readyId(driver);
  const { id } = driver.read(`POST /orders/${orderId}/change-requests`, { description: 'door' });
  return `/orders/${orderId}/change-requests/${String(id)}`;
};

const cases: readonly Case[] = [
  ['getCompany', () => 'GET /companies/info'],
  ['updateCompanyWebhook', () => 'PATCH /companies/webhook', { webhook_urls: [], webhook_triggers: [] }],
  ['deleteCompanyWebhook', () => 'DELETE /companies/webhook'],
  ['getCompanyPackage', () => 'GET /companies/package'],
  ['sendCompanyMergeRequest', () => 'POST /companies/merge-request', { company: 'other' }],
  ['listOffices', () => 'GET /offices'],
  ['createOffice', () => 'POST /offices', { name: 'North' }],
  ['listUsers', () => 'GET /users'],
  ['createUser', () => 'POST /users', { email: 'new@agency.example', role: 'Collaborator' }],
  ['sendPasswordResetLink', () => 'POST /users/reset-password', { email: 'ana@agency.example' }],
  ['getUserByEmail', () => 'GET /users/ana%40agency.example'],
  ['updateUser', (driver) => `PATCH /users/${userId(driver)}`, { surname: 'Prado' }],
  ['deleteUser', (driver) => `DELETE /users/${userId(driver)}`],
  ['listOrders', () => 'GET /orders'],
  ['createRedrawOrder', () => 'POST /orders', { street: '1 Mill Lane', city: 'York', country: 'UK', source: 'x' }],
  ['createDraftOrder', () => 'POST /orders/draft', DRAFT],
  ['updateDraftOrder', (driver) => `PATCH /orders/draft/${draftId(driver)}`, DRAFT],
  ['deleteDraftOrder', (driver) => `DELETE /orders/draft/${draftId(driver)}`],
  ['createGoToScanOrder', () => 'POST /orders/gotoscan', DRAFT],
  ['getOrder', (driver) => `GET /orders/${draftId(driver)}`],
  [
    'upgradeOrder',
    (driver) => `POST /orders/${readyId(driver)}/post-purchase`,
    { package_type: null, add_ons: ['gla'] },
  ],
  ['redeliverOrder', (driver) => `POST /orders/${readyId(driver)}/redeliver`, {}],
  ['getCombinedPdf', (driver) => `GET /orders/${readyId(driver)}/combined-pdf`],
  ['createChangeRequest', (driver) => `POST /orders/${readyId(driver)}/change-requests`, { description: 'door' }],
  ['listChangeRequests', (driver) => `GET /orders/${readyId(driver)}/change-requests`],
  ['getChangeRequest', (driver) => `GET ${changeRequestOf(driver)}`],
];

describe('operations', () => {
  test.each(cases.map(([operation, line, body]) => ({ operation, line, body })))(
    '$operation answers 200 with JSON',
    ({ operation, line, body }) => {
      const driver = createDriver();
      const reply = driver.call(line(driver), body);
      expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
      expect(driver.company.requests.counts().byOperation[operation]).toBe(1);
    },
  );

  test('changeUserPassword wants the old password', () => {
    const driver = createDriver();
    driver.call('POST /users', { email: 'pat@agency.example', password: 'first' });
    const change = { email: 'pat@agency.example', new_password: 'second' };
    expect(driver.call('POST /users/change-password', { ...change, old_password: 'wrong' }).status).toBe(400);
    expect(driver.call('POST /users/change-password', { ...change, old_password: 'first' }).status).toBe(200);
  });

  test('the table holds 27 operations, each of them called above', () => {
    const called = [...cases.map(([operation]) => operation), 'changeUserPassword'];
    expect(Object.keys(operationTable).sort()).toEqual(called.sort());
    expect(called).toHaveLength(27);
  });

  test('a wrong key, an unknown path and a wrong method are refused', () => {
    const driver = createDriver();
    expect(driver.call('GET /orders', undefined, { 'api-key': 'wrong' }).status).toBe(401);
    expect(driver.call('GET /scans').status).toBe(404);
    expect(driver.call('PUT /orders').status).toBe(405);
  });

  test('a literal path goes before a parameter', () => {
    const { read } = createDriver({ movedPaths: { listOffices: '/users/offices' } });
    expect(read('GET /users/offices')).toMatchObject({ items: [{ name: 'Main office' }] });
  });

  test('all violations of a body come in one 400, worded as pydantic does', () => {
    const reply = createDriver().read('POST /orders', { address: { street: 'x' }, info: {} });
    expect(reply).toEqual({
      validation_error: {
        body_params: [
          { loc: ['street'], msg: 'field required' },
          { loc: ['city'], msg: 'field required' },
          { loc: ['country'], msg: 'field required' },
          { loc: ['info'], msg: 'str type expected' },
          { loc: ['source'], msg: 'field required' },
        ],
      },
    });
  });

  test.each(['', 'null', '[]', '{'])('the body %j is a 400 and makes nothing', (body) => {
    const { company } = createDriver();
    const headers = { 'api-key': company.apiKey };
    const request = { method: 'POST', path: '/orders/draft', query: new URLSearchParams(), headers, body };
    expect(handleRequest(company, request).status).toBe(400);
    expect(company.orders.size).toBe(0);
  });
});
