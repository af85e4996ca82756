import type { SQSRecord } from 'aws-lambda';
import { type DeliveryMessage, parseDeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import { addressEvent, deliveryGroupId, type EventContent } from '../../shared/delivery/event.ts';
import { type EventAsset, ORDER_EVENT_SCHEMA, type OrderEventData } from '../../shared/delivery/order-event.ts';

export function anAsset(asset: Partial<EventAsset> = {}): EventAsset {
  return {
    product: 'products_2d',
    group: 'listing_floorplans',
    key: 'jpg_urls',
    format: 'jpg',
    floor: 0,
    dimensions: false,
    link: 'https://assets.example/plan.jpg?sig=1',
    archived: null,
    ...asset,
  };
}

/** Content of a revision's event; `number` counts the order's revisions. */
export function aRevision(number = 1, data: Partial<OrderEventData> = {}): EventContent<OrderEventData> {
  const sequence = `0001-${String(number).padStart(8, '0')}`;
  return {
    v: 1,
    account: 'default',
    type: 'cubicasa.order.first-delivery',
    subject: 'o1',
    sequence,
    time: '2026-01-01T00:00:00.000Z',
    dataschema: ORDER_EVENT_SCHEMA,
    data: {
      schemaVersion: 1,
      account: 'default',
      orderId: 'o1',
      externalId: 'JOB-1',
      status: 'Ready',
      revision: { sequence, hash: `hash${number}`, kind: 'first-delivery', changes: [] },
      order: { id: 'o1' },
      assets: [],
      ...data,
    },
  };
}

export interface RecordOptions {
  readonly destination?: string;
  /** Replays carry another deduplication id than the delivery id. */
  readonly deduplicationId?: string;
  readonly sentAt?: number;
  readonly messageId?: string;
  /** How often the queue handed it out, this time included. */
  readonly receives?: number;
}

/** The record that a delivery function gets for an event's content. */
export function aDeliveryRecord(content: EventContent, options: RecordOptions = {}): SQSRecord {
  const { destination = 'website', sentAt = Date.parse(content.time), messageId = 'm1', receives = 1 } = options;
  const event = addressEvent(content, destination);
  return {
    messageId,
    receiptHandle: `receipt-${messageId}`,
    body: JSON.stringify(event),
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: String(sentAt),
      SenderId: 'relay',
      ApproximateFirstReceiveTimestamp: String(sentAt),
      MessageGroupId: deliveryGroupId(content),
      MessageDeduplicationId: options.deduplicationId ?? event.id,
    },
    messageAttributes: { sequence: { stringValue: content.sequence, dataType: 'String' } },
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:destination',
    awsRegion: 'eu-west-1',
  };
}

export function aDeliveryMessage(content: EventContent = aRevision(), options: RecordOptions = {}): DeliveryMessage {
  return parseDeliveryMessage(aDeliveryRecord(content, options));
}
