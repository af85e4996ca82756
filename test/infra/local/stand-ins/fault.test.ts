import { expect, test } from 'vitest';
import { createFaultSwitch, type Fault } from '../../../../infra/local/stand-ins/fault.ts';

test.each<[string, Omit<Fault, 'kind'>, boolean]>([
  ['every action by default', {}, true],
  ['a named action', { actions: ['SendMessage'] }, true],
  ['no action but the named', { actions: ['ReceiveMessage'] }, false],
  ['an input that holds its text', { containing: 'order-changes' }, true],
  ['no input that lacks its text', { containing: 'account-jobs' }, false],
  ['nothing when its times are used up', { times: 0 }, false],
])('a fault hits %s', (_, fault, hits) => {
  const faults = createFaultSwitch();
  faults.set({ kind: 'unavailable', ...fault });
  expect(faults.take('SendMessage', '{"QueueUrl":"order-changes"}') !== undefined).toBe(hits);
});

test('a fault hits as many requests as it says, and a new one counts anew', () => {
  const faults = createFaultSwitch();
  const hits = () => [1, 2, 3].map(() => faults.take('GetItem', '') !== undefined);
  faults.set({ kind: 'throttled', times: 2 });
  expect(hits()).toEqual([true, true, false]);
  faults.set({ kind: 'throttled', times: 1 });
  expect(hits()).toEqual([true, false, false]);
  faults.set(undefined);
  expect(hits()).toEqual([false, false, false]);
});
