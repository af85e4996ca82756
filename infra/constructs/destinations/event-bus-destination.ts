import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { EventDeliveryEnvironment } from '../../../functions/event-delivery/config.ts';
import type { EventBusDestinationSettings } from '../../../shared/delivery/destination-settings.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import { consumeFrom, sendTo, useLedger, writeObjects } from '../grant.ts';
import { RelayFunction } from '../relay-function.ts';
import type { RelayQueue } from '../relay-queue.ts';

/** A bus of this stack or of another. */
export type Bus = Pick<EventBus, 'eventBusName' | 'eventBusArn'>;

export function createEventDelivery(
  scope: Construct,
  name: string,
  { queue, deadLetterQueue }: RelayQueue,
  bus: Bus,
  foundation: Foundation,
): RelayFunction {
  const { ledger, revisions } = foundation.stores;
  return new RelayFunction(scope, 'Delivery', {
    job: 'event-delivery',
    ...commonProps(foundation),
    environment: {
      DESTINATION: JSON.stringify({ name } satisfies EventBusDestinationSettings),
      EVENT_BUS_NAME: bus.eventBusName,
      LEDGER_TABLE: ledger.tableName,
      REVISIONS_BUCKET: revisions.bucketName,
      DESTINATION_QUEUE_URL: queue.queueUrl,
      DESTINATION_DLQ_URL: deadLetterQueue.queueUrl,
    } satisfies EventDeliveryEnvironment,
    grants: [
      consumeFrom(queue),
      sendTo(deadLetterQueue),
      useLedger(ledger),
      writeObjects(revisions, 'large/'),
      { actions: ['events:PutEvents'], resources: [bus.eventBusArn] },
    ],
  });
}
