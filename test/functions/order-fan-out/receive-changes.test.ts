import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import type { FoldedOrder } from '../../../functions/order-fan-out/fold-changes.ts';
import { receiveChanges } from '../../../functions/order-fan-out/receive-changes.ts';
import type { DeadLetterQueue } from '../../../shared/queue/dead-letter.ts';

/** Ends as soon as it holds; a busy machine may take its time. */
const WAIT = { timeout: 20_000 };

type DeadLetter = Parameters<DeadLetterQueue['send']>[0];

const change = (account: string, orderId: string) =>
  JSON.stringify({ v: 1, account, orderId, cause: 'webhook', at: '2026-05-01T12:00:00.000Z' });

function record(messageId: string, groupId: string, body: string): SQSRecord {
  return {
    messageId,
    receiptHandle: `receipt-${messageId}`,
    body,
    attributes: { MessageGroupId: groupId },
  } as SQSRecord;
}

function createRig(fanOut: (folded: FoldedOrder) => Promise<void> = async () => {}) {
  const letters: DeadLetter[] = [];
  const looked: string[] = [];
  const deleted: string[] = [];
  const deps = {
    deleteMessages: async (receipts: readonly string[]) => void deleted.push(...receipts),
    deadLetters: { send: async (letter: DeadLetter) => void letters.push(letter) },
    fanOut: async (folded: FoldedOrder) => {
      looked.push(folded.orderId);
      await fanOut(folded);
    },
  };
  const receive = async (...records: SQSRecord[]) => {
    const { batchItemFailures } = await receiveChanges(records, deps);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { letters, looked, deleted, deps, receive };
}

describe('a batch of changes', () => {
  it('takes one look for all messages of an order', async () => {
    const { looked, receive } = createRig();
    const body = change('acme', 'order-1');
    expect(await receive(record('m1', 'acme.1', body), record('m2', 'acme.1', body))).toEqual([]);
    expect(looked).toEqual(['order-1']);
  });

  it('gives back what failed and the rest of its group, and nothing else', async () => {
    const { receive } = createRig(async ({ orderId }) => {
      if (orderId === 'order-2') throw new Error('the ledger is away');
    });
    const failed = await receive(
      record('m1', 'acme.1', change('acme', 'order-1')),
      record('m2', 'acme.1', change('acme', 'order-2')),
      record('m3', 'acme.1', change('acme', 'order-3')),
      record('m4', 'acme.2', change('acme', 'order-4')),
    );
    expect(failed.sort()).toEqual(['m2', 'm3']);
  });

  it('dead-letters a record that nobody can read, with its reason, and goes on', async () => {
    const { letters, looked, receive } = createRig();
    expect(await receive(record('m1', 'acme.1', '{'), record('m2', 'acme.1', change('acme', 'order-1')))).toEqual([]);
    expect(letters).toMatchObject([{ messageId: 'm1', body: '{', reason: 'unreadable' }]);
    expect(looked).toEqual(['order-1']);
  });

  it('[P6] looks at one order of an account at a time, and at other accounts meanwhile', async () => {
    const release: (() => void)[] = [];
    const { looked, receive } = createRig(
      ({ account }) =>
        new Promise((resolve) => {
          if (account === 'slow') release.push(resolve);
          else resolve();
        }),
    );
    const received = receive(
      record('m1', 'slow.1', change('slow', 'order-1')),
      record('m2', 'slow.2', change('slow', 'order-2')),
      record('m3', 'acme.1', change('acme', 'order-3')),
    );
    await vi.waitFor(() => expect(looked).toContain('order-3'), WAIT);
    expect(looked).not.toContain('order-2');
    release.shift()?.();
    await vi.waitFor(() => expect(looked).toContain('order-2'), WAIT);
    release.shift()?.();
    expect(await received).toEqual([]);
  });

  it('[P6] deletes what is done while another account keeps the batch, so that its groups go on', async () => {
    const release: (() => void)[] = [];
    const { deleted, receive } = createRig(async ({ account, orderId }) => {
      if (account === 'slow') await new Promise<void>((resolve) => release.push(resolve));
      if (orderId === 'order-3') throw new Error('the ledger is away');
    });
    const received = receive(
      record('m1', 'slow.1', change('slow', 'order-1')),
      record('m2', 'acme.1', change('acme', 'order-2')),
      record('m3', 'acme.1', change('acme', 'order-3')),
    );
    await vi.waitFor(() => expect(deleted).toEqual(['receipt-m2']), WAIT);
    release.shift()?.();
    expect(await received).toEqual(['m3']);
    expect(deleted).toEqual(['receipt-m2']);
  });

  it('leaves the deleting to Lambda where one account has the whole batch, or SQS does not delete', async () => {
    const { deleted, deps, receive } = createRig();
    expect(await receive(record('m1', 'acme.1', change('acme', 'order-1')))).toEqual([]);
    expect(deleted).toEqual([]);
    deps.deleteMessages = () => Promise.reject(new Error('SQS is away'));
    const both = [record('m2', 'acme.1', change('acme', 'order-2')), record('m3', 'zeta.1', change('zeta', 'order-3'))];
    expect(await receive(...both)).toEqual([]);
  });
});
