import type { Construct } from 'constructs';
import type { OrderFanOutEnvironment } from '../../../functions/order-fan-out/config.ts';
import { destinationsJson } from '../environment-json.ts';
import { commonProps, destinationQueues, type Foundation } from '../foundation.ts';
import {
  consumeFrom,
  queryByTime,
  readAccountSecrets,
  readObjects,
  sendTo,
  tellMissing,
  useLedger,
  writeObjects,
} from '../grant.ts';
import { QueueConsumer } from '../queue-consumer.ts';
import { RelayFunction } from '../relay-function.ts';

export function createOrderFanOut(scope: Construct, foundation: Foundation): RelayFunction {
  const { config, stores, queues } = foundation;
  const { ledger, revisions } = stores;
  const { queue, deadLetterQueue } = queues.orderChanges;
  const consumer = new RelayFunction(scope, 'OrderFanOut', {
    job: 'order-fan-out',
    ...commonProps(foundation),
    environment: {
      ACCOUNT_SECRET_PREFIX: config.prefix,
      LEDGER_TABLE: ledger.tableName,
      REVISIONS_BUCKET: revisions.bucketName,
      DESTINATIONS: destinationsJson(foundation),
      ORDER_CHANGES_QUEUE_URL: queue.queueUrl,
      ORDER_CHANGES_DLQ_URL: deadLetterQueue.queueUrl,
    } satisfies OrderFanOutEnvironment,
    grants: [
      readAccountSecrets(config.prefix),
      consumeFrom(queue),
      sendTo(deadLetterQueue, ...destinationQueues(foundation)),
      useLedger(ledger),
      queryByTime(ledger),
      readObjects(revisions, 'revisions/'),
      writeObjects(revisions, 'revisions/'),
      writeObjects(revisions, 'large/'),
      tellMissing(revisions),
    ],
  });
  new QueueConsumer(scope, 'OrderChanges', {
    queue: queues.orderChanges,
    consumer,
    batchSize: 10,
    maxConcurrency: 100,
  });
  return consumer;
}
