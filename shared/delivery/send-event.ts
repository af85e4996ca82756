import type { Queue } from '../queue/queue.ts';
import type { Bucket } from '../storage/bucket.ts';
import type { Destination } from './destination.ts';
import { addressEvent, type CloudEvent, deliveryGroupId, type EventContent } from './event.ts';
import { isTooLarge, offloadContent } from './large-event.ts';

export interface SendEventDeps {
  readonly queueFor: (url: string) => Queue;
  /** Takes what is too large for a message, under `large/`. */
  readonly largeEvents: Bucket;
}

export interface SendEventOptions {
  /** Id of the request to replay or redrive: the same delivery id goes out again, and the queue lets it through. */
  readonly replay?: string;
}

/**
 * Puts one event on one destination's queue, under its delivery id and in its subject's order.
 * Resolves when the message is durable. A repeat within five minutes is folded by the queue, unless it is a replay.
 */
export async function sendEvent(
  content: EventContent,
  destination: Pick<Destination, 'name' | 'queueUrl'>,
  deps: SendEventDeps,
  options: SendEventOptions = {},
): Promise<void> {
  const event = addressEvent(content, destination.name);
  await deps.queueFor(destination.queueUrl).send({
    body: await fitMessage(event, content, deps.largeEvents),
    groupId: deliveryGroupId(content),
    attributes: { sequence: content.sequence },
    deduplicationId: options.replay === undefined ? event.id : `${event.id}-${options.replay}`,
  });
}

/** The event's text, its order and assets by reference where it is too large for a message. */
async function fitMessage(event: CloudEvent, content: EventContent, largeEvents: Bucket): Promise<string> {
  const text = JSON.stringify(event);
  if (!isTooLarge(text)) return text;
  const { data } = await offloadContent(content, largeEvents);
  return JSON.stringify({ ...event, data });
}
