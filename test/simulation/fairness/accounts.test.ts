import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { FoldedOrder } from '../../../functions/order-fan-out/fold-changes.ts';
import { receiveChanges } from '../../../functions/order-fan-out/receive-changes.ts';
import { orderChangeMessage } from '../../../shared/orders/order-change.ts';
import type { ReceivedMessage } from '../orders/sqs/queue-message.ts';
import { createQueueModel } from '../orders/sqs/queue-model.ts';
import { createEventLoop, type EventLoop } from '../orders/time/event-loop.ts';

const ACCOUNTS = 300;
/** What the event source mapping of order-fan-out allows at once. */
const WORKERS = 100;
const LOOK_MS = 300;
const HANG_MS = 30_000;
const MINUTE_MS = 60_000;

interface Trouble {
  /** Orders that wait for the first account. */
  readonly waiting: number;
  /** Every read of the first account takes this long. */
  readonly lookMs: number;
}

/** Two minutes of 300 accounts, one order each every twenty seconds; the median and worst delay of all but the first. */
async function measureDelays({ waiting, lookMs }: Trouble) {
  const loop = createEventLoop(0);
  const queue = createQueueModel({ name: 'order-changes.fifo', fifo: true, visibilityMs: 6 * MINUTE_MS }, loop);
  let made = 0;
  const send = (account: string): void => {
    const orderId = `order-${made++}`;
    const at = new Date(loop.now()).toISOString();
    queue.send(orderChangeMessage({ v: 1, account, orderId, cause: 'webhook', at }, orderId));
  };
  for (let index = 0; index < waiting; index++) send('account-0');
  for (let second = 0; second < 120; second += 20) {
    for (let account = 0; account < ACCOUNTS; account++) {
      loop.at(second * 1_000 + account * 60, () => send(`account-${account}`));
    }
  }
  const delays: number[] = [];
  const fanOut = async ({ account, changes }: FoldedOrder): Promise<void> => {
    await loop.sleep(account === 'account-0' ? lookMs : LOOK_MS);
    if (account !== 'account-0') delays.push(loop.now() - Date.parse(changes[0]?.at ?? ''));
  };
  startWorkers(loop, queue, (records) => receiveChanges(records, { fanOut, deadLetters: { send: async () => {} } }));
  await loop.play(3 * MINUTE_MS);
  const sorted = delays.sort((a, b) => a - b);
  return { served: sorted.length, median: sorted[sorted.length >> 1] ?? 0, worst: sorted.at(-1) ?? 0 };
}

/** As Lambda's pollers: as many batches at once as the mapping allows. */
function startWorkers(
  loop: EventLoop,
  queue: ReturnType<typeof createQueueModel>,
  handle: (records: SQSRecord[]) => Promise<unknown>,
): void {
  let busy = 0;
  const work = async (batch: readonly ReceivedMessage[]): Promise<void> => {
    busy += 1;
    await handle(batch.map(toRecord));
    for (const received of batch) queue.delete(received);
    busy -= 1;
    poll();
  };
  const poll = (): void => {
    while (busy < WORKERS) {
      const batch = queue.receive(10);
      if (batch.length === 0) return;
      void work(batch);
    }
  };
  queue.onVisible(poll);
  loop.at(0, poll);
}

function toRecord({ message }: ReceivedMessage): SQSRecord {
  const { body, groupId = '' } = message.outgoing;
  return { messageId: message.id, body, attributes: { MessageGroupId: groupId } } as SQSRecord;
}

describe('[P6] 300 accounts', () => {
  it.each([
    ['50,000 waiting orders', { waiting: 50_000, lookMs: LOOK_MS }],
    ['an API that hangs', { waiting: 500, lookMs: HANG_MS }],
  ])('are delayed at most twice as long when one has %s', async (_name, trouble) => {
    const calm = await measureDelays({ waiting: 0, lookMs: LOOK_MS });
    const troubled = await measureDelays(trouble);
    expect(troubled.served).toBe(calm.served);
    expect(troubled.median).toBeLessThanOrEqual(2 * calm.median);
    expect(troubled.worst).toBeLessThanOrEqual(2 * calm.worst);
  });
});
