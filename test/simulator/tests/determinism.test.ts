import { expect, test } from 'vitest';
import { createCompany } from '../company/company.ts';
import { removeOrder } from '../company/keep-orders.ts';
import { showState } from '../control/show-state.ts';
import { createDay } from '../scenarios/day.ts';
import { planDay } from '../scenarios/plan-day.ts';
import { populate } from '../scenarios/populate.ts';
import { START } from './driver.ts';

/** A whole day in simulated time, with a receiver that answers every seventh first try with 500. */
function playDay(seed: number, orders = 14, loseEvery = 5) {
  const clock = { now: START };
  const company = createCompany({ seed, now: () => clock.now });
  populate(company);
  company.registration = {
    urls: ['https://hooks.agency.example/k7Q2'],
    triggers: ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing'],
  };
  const day = createDay(company, planDay({ seed, orders, loseEvery }));
  let firstTries = 0;
  const bodies: string[] = [];
  const send = (): void => {
    for (const attempt of company.outbox.takeDue(clock.now)) {
      bodies.push(attempt.webhook.body);
      const fails = attempt.number === 1 && ++firstTries % 7 === 0;
      company.outbox.settle(attempt, { status: fails ? 500 : 200 }, clock.now);
    }
  };
  while (day.next()) {
    clock.now += 150;
    send();
  }
  for (; company.outbox.counts().waiting > 0; clock.now += 150) send();
  return { company, day: day.report(), bodies, state: showState(company) };
}

test('the same seed plays the same day, to the byte', () => {
  const [one, other] = [playDay(7), playDay(7)];
  expect(JSON.stringify(other.state)).toBe(JSON.stringify(one.state));
  expect(other.bodies).toEqual(one.bodies);
  expect(other.day).toEqual(one.day);
});

test('another seed has other ids and keys', () => {
  expect(playDay(7).company.apiKey).not.toBe(playDay(8).company.apiKey);
});

test.each([1, 2, 3, 40])('day %i has all that a day is for', (seed) => {
  const { day, company, bodies } = playDay(seed);
  const actions = day.steps.map(({ action }) => (action.do === 'deliver' ? action.product : action.do));
  for (const action of [
    'draft',
    'scan',
    'products_2d',
    'products_3d',
    'tour',
    'change-request',
    'quick-edit',
    'purchase',
    'redeliver',
    'delete-draft',
  ]) {
    expect(actions).toContain(action);
  }
  expect(day.state).toBe('done');
  expect(day.lost).toHaveLength(4);
  expect(bodies.filter((body, index) => bodies.indexOf(body) !== index).length).toBeGreaterThan(0);
  expect([...company.faults.list()]).toEqual([]);
  expect(day.webhooks.sent).toBe(day.webhooks.acknowledged + day.webhooks.lost);
});

test('no webhook ever tells of an order whose webhooks are lost', () => {
  const { day, bodies } = playDay(1);
  const lost = new Set(day.lost.map(({ orderId }) => orderId));
  expect(lost.size).toBe(2);
  expect(bodies.map((body) => String(JSON.parse(body).id)).filter((id) => lost.has(id))).toEqual([]);
});

test('a step whose order somebody took away is skipped, and the day goes on', () => {
  const company = createCompany({ seed: 1, now: () => START });
  populate(company);
  const day = createDay(company, planDay({ seed: 1, orders: 14, loseEvery: 5 }));
  const takeAway = (): void => {
    for (const order of company.orders.values()) if (order.status === 'Draft') removeOrder(company, order);
  };
  while (day.next()) takeAway();
  const { steps, planned } = day.report();
  expect(steps).toHaveLength(planned);
  expect(steps.filter(({ skipped }) => skipped !== undefined).length).toBeGreaterThan(0);
});

test('the roster lacks one user and gives another a last day', () => {
  const { day, company } = playDay(1);
  const onRoster = day.roster.map(({ email }) => email);
  const absent = [...company.users.values()].map(({ email }) => email).filter((email) => !onRoster.includes(email));
  const left = day.roster.filter(({ leftOn }) => leftOn !== undefined).map(({ email }) => email);
  expect([left.length, absent.length]).toEqual([1, 1]);
  expect(day.leavers).toEqual([...left, ...absent]);
});

test('a long day works as well', () => {
  expect(playDay(5, 120, 0).day).toMatchObject({ state: 'done', lost: [] });
});
