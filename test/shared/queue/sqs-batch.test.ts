import type { SQSRecord } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { createDeadLetterQueue } from '../../../shared/queue/dead-letter.ts';
import { handleBatch } from '../../../shared/queue/sqs-batch.ts';
import { log } from '../../../shared/telemetry/log.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';

function records(...ids: string[]): SQSRecord[] {
  return ids.map((id) => ({ messageId: id, attributes: { MessageGroupId: id[0] } }) as SQSRecord);
}

function failing(...ids: string[]) {
  const seen: string[] = [];
  const handle = async ({ messageId }: SQSRecord): Promise<void> => {
    seen.push(messageId);
    if (ids.includes(messageId)) throw new Error('poison');
  };
  return { seen, handle };
}

const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test('exactly the failed records come back', async () => {
  const { handle } = failing('a2', 'b1');
  expect(await handleBatch(records('a1', 'a2', 'a3', 'b1'), handle, { fifo: false })).toEqual(failures('a2', 'b1'));
});

test.each([
  ['{"account":"acme","job":"order-sweep"}', { account: 'acme' }],
  ['{"source":"/cubicasa-relay/acme","subject":"order-1"}', { account: 'acme' }],
  ['{"account":7}', {}],
  ['null', {}],
  ['{', {}],
])('the log of a failed record names its account where it has one: %s', async (body, named) => {
  const logged = vi.spyOn(log, 'error');
  await handleBatch([{ ...records('a1')[0], body } as SQSRecord], failing('a1').handle, { fifo: false });
  expect(logged.mock.calls[0]?.[1]).toEqual({ ...named, messageId: 'a1' });
  logged.mockRestore();
});

test('on a FIFO queue the first failure stops its group and no other', async () => {
  const { seen, handle } = failing('a2');
  expect(await handleBatch(records('a1', 'a2', 'b1', 'a3', 'b2'), handle, { fifo: true })).toEqual(
    failures('a2', 'a3'),
  );
  expect(seen).toEqual(['a1', 'a2', 'b1', 'b2']);
});

test('a record that is put off comes back without being a failure, and holds its group', async () => {
  const batch = await handleBatch(records('a1', 'a2'), async () => 'put-off' as const, { fifo: true });
  expect(batch).toEqual(failures('a1', 'a2'));
});

test('a dead letter keeps its body, says its reason, and is one however often it is moved', async () => {
  const queue = createMemoryQueue({ dedupe: true });
  const letter = { body: '{"a":1}', messageId: 'm1', groupId: 'g1', reason: 'expiring', sequence: '0001-00000002' };
  await createDeadLetterQueue(queue).send(letter);
  await createDeadLetterQueue(queue).send(letter);
  expect(queue.messages).toEqual([
    {
      body: '{"a":1}',
      groupId: 'g1',
      deduplicationId: 'm1',
      attributes: { reason: 'expiring', sequence: '0001-00000002' },
    },
  ]);
});

test('a dead letter for a standard queue has neither group nor deduplication id', async () => {
  const queue = createMemoryQueue();
  await createDeadLetterQueue(queue).send({ body: 'x', messageId: 'm1', reason: 'unreadable' });
  expect(queue.messages).toEqual([{ body: 'x', attributes: { reason: 'unreadable' } }]);
});
