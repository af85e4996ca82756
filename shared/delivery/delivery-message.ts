import type { SQSRecord } from 'aws-lambda';
import type { CloudEvent } from './event.ts';
import { ARCHIVED_TYPE, archivedSequence } from './revision-event.ts';

/** What one record on `destination-<name>.fifo` says. */
export interface DeliveryMessage {
  readonly event: CloudEvent;
  /** The event's JSON as it came. */
  readonly text: string;
  readonly account: string;
  /** Place among what happened to the subject; null where the sender told none. */
  readonly sequence: string | null;
  /** A replay or redrive: goes out although it was delivered before. */
  readonly replay: boolean;
}

const SOURCE = /^\/cubicasa-relay\/([a-z0-9-]{1,40})$/;
const TEXT_FIELDS = ['id', 'source', 'type', 'subject', 'time', 'dataschema'] as const;

/** @throws TypeError naming the field that is wrong, never a value. */
export function parseDeliveryMessage(
  record: Pick<SQSRecord, 'body' | 'attributes' | 'messageAttributes'>,
): DeliveryMessage {
  const event = parseCloudEvent(record.body);
  const account = SOURCE.exec(event.source)?.[1];
  if (account === undefined) throw new TypeError('delivery message: source must name an account');
  const sequence = record.messageAttributes?.sequence?.stringValue ?? sequenceOf(event);
  const deduplicationId = record.attributes.MessageDeduplicationId ?? event.id;
  return { event, text: record.body, account, sequence, replay: deduplicationId !== event.id };
}

function parseCloudEvent(body: string): CloudEvent {
  const value = parseObject(body);
  if (value.specversion !== '1.0') throw new TypeError('delivery message: specversion must be 1.0');
  for (const field of TEXT_FIELDS) {
    if (typeof value[field] !== 'string' || value[field] === '') {
      throw new TypeError(`delivery message: ${field} must be a non-empty text`);
    }
  }
  if (typeof value.data !== 'object' || value.data === null) {
    throw new TypeError('delivery message: data must be an object');
  }
  return value as unknown as CloudEvent;
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // The parser's own message would quote the body.
  }
  throw new TypeError('delivery message: not a JSON object');
}

/** Orders' events name it in their data; what came after a revision, and tells of it, stands right behind it. */
function sequenceOf({ type, data }: CloudEvent): string | null {
  const { revision } = data as { readonly revision?: { readonly sequence?: unknown } | null };
  if (typeof revision?.sequence !== 'string') return null;
  return type === ARCHIVED_TYPE ? archivedSequence(revision.sequence) : revision.sequence;
}
