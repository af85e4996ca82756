import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, it, vi } from 'vitest';
import type { SqsMapping } from '../../../../../infra/local/event-sources/sqs/read-mappings.ts';
import { type Poller, startSqsPoller } from '../../../../../infra/local/event-sources/sqs/sqs-poller.ts';
import type { InvocationResult } from '../../../../../infra/local/lambda/functions.ts';

/** Ends as soon as it holds; a busy machine may take its time. */
const WAIT = { timeout: 20_000 };

const mapping: SqsMapping = {
  logicalId: 'Mapping',
  queueArn: 'arn:queue',
  queueUrl: 'http://127.0.0.1:1/q',
  fifo: true,
  functionName: 'worker',
  batchSize: 10,
  maxConcurrency: 1,
  reportsItemFailures: true,
};

const message = (id: string): Message => ({
  MessageId: id,
  ReceiptHandle: `handle-${id}`,
  Body: id,
  Attributes: { AWSTraceHeader: `Root=${id}` } as Message['Attributes'],
});

const ONE = { batches: 1, concurrency: 1 };

let poller: Poller | undefined;
afterEach(() => poller?.close());

/** One batch of messages, then silence until the poller is closed. */
function run(answer: InvocationResult, atOnce: { readonly batches: number; readonly concurrency: number } = ONE) {
  const deleted: string[] = [];
  const trouble: string[] = [];
  const invoked: { event: { Records: { messageId: string; eventSourceARN: string }[] }; traces: readonly string[] }[] =
    [];
  let polls = 0;
  const batches = [[message('a'), message('b')]];
  const send = async (
    { input }: { input: { Entries?: { ReceiptHandle: string }[] } },
    { abortSignal }: { abortSignal?: AbortSignal } = {},
  ) => {
    if (input.Entries !== undefined) {
      deleted.push(...input.Entries.map(({ ReceiptHandle }) => ReceiptHandle));
      return {};
    }
    polls += 1;
    const Messages = batches.shift();
    if (Messages !== undefined) return { Messages };
    return new Promise((_, reject) => abortSignal?.addEventListener('abort', () => reject(new Error('aborted'))));
  };
  poller = startSqsPoller({
    mapping: { ...mapping, maxConcurrency: atOnce.concurrency },
    batchesAtOnce: atOnce.batches,
    client: { send } as unknown as SQSClient,
    region: 'eu-west-1',
    onTrouble: (code, _, text) => trouble.push(`${code} ${text}`),
    functions: {
      invoke: async (_, payload, traces = []) => {
        invoked.push({ event: JSON.parse(payload), traces });
        return answer;
      },
    },
  });
  return { deleted, trouble, invoked, polls: () => polls };
}

it('deletes what the function is done with and leaves what it says has failed', async () => {
  const seen = run({ payload: '{"batchItemFailures":[{"itemIdentifier":"a"}]}' });
  await vi.waitFor(() => expect(seen.deleted).toEqual(['handle-b']), WAIT);
});

it('hands the batch over as Lambda does, with the traces of its messages', async () => {
  const seen = run({ payload: '{"batchItemFailures":[]}' });
  await vi.waitFor(() => expect(seen.deleted).toHaveLength(2), WAIT);
  expect(seen.invoked).toMatchObject([
    {
      event: { Records: [{ messageId: 'a', eventSourceARN: 'arn:queue' }, { messageId: 'b' }] },
      traces: ['Root=a', 'Root=b'],
    },
  ]);
});

it('leaves the whole batch where the function failed, and says why', async () => {
  const seen = run({ payload: '{"errorType":"TypeError","errorMessage":"no"}', functionError: 'Unhandled' });
  await vi.waitFor(() => expect(seen.trouble).toEqual(['function.failed TypeError: no']), WAIT);
  expect(seen.deleted).toEqual([]);
});

it('polls for as many batches at once as both this machine and the mapping allow', async () => {
  const done = { payload: '{"batchItemFailures":[]}' };
  const wide = run(done, { batches: 3, concurrency: 100 });
  await vi.waitFor(() => expect(wide.polls()).toBe(4));
  await poller?.close();
  const narrow = run(done, { batches: 3, concurrency: 2 });
  await vi.waitFor(() => expect(narrow.polls()).toBe(3));
});
