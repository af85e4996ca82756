import { expect, test } from 'vitest';
import { quickEdit } from '../company/deliver.ts';
import type { Fault } from '../company/faults.ts';
import type { Switches } from '../company/switches.ts';
import { createDriver } from './driver.ts';

/** A company with one Quick Edit to tell of, struck by a fault. */
function told(fault: Fault | undefined, switches: Partial<Switches> = {}) {
  const driver = createDriver(switches);
  const { id } = driver.delivered();
  driver.sendWebhooks();
  if (fault !== undefined) driver.company.faults.add(fault);
  quickEdit(driver.company, id);
  return { ...driver, id, counts: () => driver.company.outbox.counts() };
}

test('a receiver gets three tries, spaced as the switch says, and then nothing', () => {
  const { clock, company, sendWebhooks, counts } = told(undefined, { webhookSpacingMs: 400 });
  const bodies = [sendWebhooks(500)];
  expect(company.outbox.nextDueAt()).toBe(clock.now + 400);
  clock.now += 400;
  bodies.push(sendWebhooks(202));
  clock.now += 400;
  bodies.push(sendWebhooks(503));
  clock.now += 10_000;
  expect(bodies[1]).toEqual(bodies[0]);
  expect(bodies[2]).toEqual(bodies[0]);
  expect(sendWebhooks()).toEqual([]);
  expect(counts()).toMatchObject({ lost: 1, waiting: 0, tries: 2 + 3 });
});

test('a try that never came back is a try', () => {
  const { clock, company } = told(undefined);
  const [attempt] = company.outbox.takeDue(clock.now);
  if (attempt === undefined) throw new Error('nothing is due');
  company.outbox.settle(attempt, { error: 'TimeoutError' }, clock.now);
  expect(company.outbox.nextDueAt()).toBe(clock.now + 1_000);
});

test('a lost webhook uses its tries up without ever leaving', () => {
  const { clock, sendWebhooks, counts, company, id } = told({ kind: 'webhook-lost', count: 1 });
  clock.now += 60_000;
  expect(sendWebhooks()).toEqual([]);
  expect(counts()).toMatchObject({ lost: 1, waiting: 0 });
  expect(company.outbox.lost()).toMatchObject([{ orderId: id, trigger: 'moved_to_ready', tries: 3 }]);
});

test('a doubled webhook comes twice in the same bytes', () => {
  const [first, second, ...others] = told({ kind: 'webhook-doubled', count: 1 }).sendWebhooks();
  expect(second).toEqual(first);
  expect(others).toEqual([]);
});

test('a late webhook comes late', () => {
  const { clock, sendWebhooks } = told({ kind: 'webhook-late', delayMs: 90_000, count: 1 });
  expect(sendWebhooks()).toEqual([]);
  clock.now += 90_000;
  expect(sendWebhooks()).toHaveLength(1);
});

test('a reordered webhook is overtaken by a later one', () => {
  const { clock, company, id, sendWebhooks } = told({ kind: 'webhook-reordered', delayMs: 5_000, count: 1 });
  company.switches = { ...company.switches, deliveryType: 'varied' };
  quickEdit(company, id);
  expect(sendWebhooks().map((body) => body.delivery_type)).toEqual(['update']);
  clock.now += 5_000;
  expect(sendWebhooks().map((body) => body.delivery_type)).toEqual(['new']);
});

test('faults strike only what they name', () => {
  const { sendWebhooks } = told({ kind: 'webhook-lost', trigger: 'moved_to_fixing' });
  expect(sendWebhooks()).toHaveLength(1);
});
