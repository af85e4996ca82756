import { expect, test } from 'vitest';
import { createPlatform } from '../company/platform.ts';
import { type Cockpit, handleControl } from '../control/handle-control.ts';
import type { Day } from '../scenarios/day.ts';
import { populate } from '../scenarios/populate.ts';
import { START } from './driver.ts';

function createCockpit() {
  const played: Day[] = [];
  const platform = createPlatform({ seed: 1, now: () => START });
  populate(platform.main);
  const cockpit: Cockpit = {
    platform,
    seed: 1,
    clock: { offsetMs: 0 },
    days: new Map(),
    play: (day) => played.push(day),
    shutdown: () => {},
  };
  const send = (line: string, body?: unknown) => {
    const [method = '', target = ''] = line.split(' ');
    const [path = '', query = ''] = target.split('?');
    return handleControl(cockpit, { method, path, query: new URLSearchParams(query), body });
  };
  const act = (action: string, fields: object = {}) => {
    const { status, value } = send('POST /actions', { action, ...fields });
    if (status !== 200) throw new Error(JSON.stringify(value));
    return value as Readonly<Record<string, string>>;
  };
  return { send, act, company: platform.main, played };
}

test('an order can be taken through its whole life by actions', () => {
  const { act, company } = createCockpit();
  const { orderId } = act('createDraft', { externalId: 'JOB-1', packageType: 'plus_3d' });
  act('scan', { orderId });
  act('deliver', { orderId, product: 'products_2d' });
  act('deliver', { orderId, product: 'products_3d' });
  act('changeRequest', { orderId, text: 'door' });
  act('deliver', { orderId });
  act('quickEdit', { orderId });
  act('purchase', { orderId, addOns: ['gla'] });
  act('redeliver', { orderId, styleTemplate: 'warm' });
  expect(company.orders.get(orderId ?? '')).toMatchObject({ status: 'Ready', version: 9, addOns: ['gla'] });
});

test('a day started stepwise waits for whoever drives it', () => {
  const { send, played } = createCockpit();
  send('POST /scenarios/day', { orders: 2, stepwise: true });
  expect(played).toEqual([]);
  expect(send('POST /scenarios/day/steps', { steps: 3 }).value).toMatchObject({ state: 'running' });
  expect(send('GET /scenarios/day').value).toHaveProperty('steps.length', 3);
});

test('users come and go, in the company and on its roster', () => {
  const { act, company } = createCockpit();
  const email = 'kim@agency.example';
  act('addUser', { email, createdAt: '2024-05-01T00:00:00Z' });
  act('orderByUser', { email, createdAt: '2024-06-01T00:00:00Z' });
  expect(company.roster).toContainEqual({ email });
  act('removeUserFromRoster', { email, leftOn: '2026-01-01' });
  expect(company.roster).toContainEqual({ email, leftOn: '2026-01-01' });
  act('removeUserFromRoster', { email });
  expect(company.roster.map((entry) => entry.email)).not.toContain(email);
  act('deleteUser', { email });
  expect([...company.users.values()].map((user) => user.email)).not.toContain(email);
});

test('the state is the truth, however far reads lag', () => {
  const { act, send } = createCockpit();
  send('POST /switches', { readLagMs: 600_000 });
  const { orderId } = act('scan');
  act('deliver', { orderId });
  const { value } = send('GET /state');
  const [newest] = (value as { orders: unknown[] }).orders;
  expect(newest).toMatchObject({
    order: { id: orderId, info: { status: 'Ready' } },
    version: 2,
    assetsVersion: 2,
    productsDelivered: ['products_2d'],
  });
});

test('a state shows no receiver path', () => {
  const { send, company } = createCockpit();
  company.registration = { urls: ['https://hooks.agency.example/secret'], triggers: ['moved_to_draft'] };
  send('POST /actions', { action: 'createDraft' });
  expect(JSON.stringify([send('GET /state'), send('GET /webhooks')])).not.toContain('secret');
});

test('faults can be added and replaced', () => {
  const { send } = createCockpit();
  send('POST /faults', { kind: 'hang', count: 1 });
  send('POST /faults', { kind: 'throttle' });
  expect(send('GET /faults').value).toMatchObject({ armed: [{ kind: 'hang' }, { kind: 'throttle' }] });
  send('POST /faults', []);
  expect(send('GET /faults').value).toMatchObject({ armed: [] });
});

test('the day that was started is the one that is reported', () => {
  const { send, played } = createCockpit();
  expect(send('GET /scenarios/day').status).toBe(404);
  send('POST /scenarios/day', { orders: 2, loseEvery: 0 });
  played[0]?.next();
  expect(send('GET /scenarios/day').value).toMatchObject({ state: 'running', steps: [{ job: 'JOB-1002' }] });
});

test('the feed tells what happened since', () => {
  const { act, send } = createCockpit();
  const all = send('GET /events').value as { number: number }[];
  act('createDraft');
  const since = all.at(-1)?.number ?? 0;
  expect(send(`GET /events?since=${since}`).value).toMatchObject([{ what: 'draft', number: since + 1 }]);
});

test.each([
  ['GET /nowhere', undefined, 404],
  ['POST /actions', {}, 400],
  ['POST /actions', { action: 'toString' }, 400],
  ['POST /actions', { action: 'deliver', orderId: 'nobody' }, 404],
  ['POST /actions', { action: 'deliver', orderId: 'x', product: 'video' }, 400],
  ['POST /actions', { action: 'fail', orderId: 'x' }, 409],
  ['POST /actions', { action: 'addUser', email: 'x@y.example', createdAt: 'soon' }, 400],
  ['POST /switches', { nothing: 1 }, 400],
  ['POST /switches', 'text', 400],
  ['POST /faults', { kind: 'flood' }, 400],
  ['POST /clock', { offsetMs: 'later' }, 400],
  ['POST /scenarios/day', { orders: 0 }, 400],
  ['GET /state?company=Nobody', undefined, 404],
])('%s with %j is refused', (line, body, status) => {
  const reply = createCockpit().send(line, body);
  expect(reply.status).toBe(status);
  expect(reply.value).toHaveProperty('error');
});
