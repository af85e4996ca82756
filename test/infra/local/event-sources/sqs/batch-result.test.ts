import { expect, it } from 'vitest';
import { doneMessages } from '../../../../../infra/local/event-sources/sqs/batch-result.ts';

it.each([
  ['no answer', '', ['a', 'b']],
  ['null', 'null', ['a', 'b']],
  ['an empty list', '{"batchItemFailures":[]}', ['a', 'b']],
  ['no list', '{}', ['a', 'b']],
  ['one failure', '{"batchItemFailures":[{"itemIdentifier":"a"}]}', ['b']],
  ['an unknown identifier', '{"batchItemFailures":[{"itemIdentifier":"c"}]}', []],
  ['an empty identifier', '{"batchItemFailures":[{"itemIdentifier":""}]}', []],
  ['a missing identifier', '{"batchItemFailures":[{}]}', []],
  ['no JSON object', '"fine"', []],
])('takes %s as Lambda does', (_, answer, done) => {
  expect(doneMessages(['a', 'b'], answer, true)).toEqual(done);
});

it('takes every answer as success where item failures are not reported', () => {
  expect(doneMessages(['a'], '{"batchItemFailures":[{"itemIdentifier":"a"}]}', false)).toEqual(['a']);
});
