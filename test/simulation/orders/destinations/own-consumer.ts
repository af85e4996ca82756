import type { CloudEvent } from '../../../../shared/delivery/event.ts';
import { handleBatch } from '../../../../shared/queue/sqs-batch.ts';
import { createFunction, type Platform } from '../lambda/function-runtime.ts';
import { startWorker } from '../lambda/queue-worker.ts';
import type { QueueModel } from '../sqs/queue-model.ts';
import type { Consumer } from './consumer.ts';

/** A company's own consumer of a `queue` destination: takes each event, then lets SQS delete it. */
export function startOwnConsumer(queue: QueueModel, consumer: Consumer, platform: Platform): void {
  const worker = createFunction(platform, {
    name: consumer.name,
    timeoutMs: 60_000,
    visibilityMs: 360_000,
    connect: (environment) => environment,
  });
  const { poll } = startWorker(platform, {
    queue,
    consumer: worker,
    batchSize: 10,
    concurrency: 10,
    isRunning: () => !consumer.isDown(),
    handle: (records, environment, { deliveries }) =>
      handleBatch(
        records,
        async ({ body }) => {
          const event = JSON.parse(body) as CloudEvent;
          await environment.perform({ service: consumer.name, verb: 'take', to: event.id }, () => {
            deliveries.push(event.id);
            consumer.take(event, body);
          });
        },
        { fifo: true },
      ),
  });
  platform.loop.after(3_600_000, function wake() {
    poll();
    platform.loop.after(3_600_000, wake);
  });
}
