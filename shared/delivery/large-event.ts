import { createHash } from 'node:crypto';
import type { Bucket } from '../storage/bucket.ts';
import type { EventContent } from './event.ts';
import type { ContentReference } from './order-event.ts';

/** Below what a message of SQS (1 MiB) and an entry of EventBridge (1 MB) may hold, with room for the envelope. */
export const INLINE_LIMIT_BYTES = 900 * 1024;

const HEAVY_FIELDS = ['order', 'assets'] as const;

/** Whether an event's text is more than a message can hold. */
export function isTooLarge(text: string): boolean {
  return Buffer.byteLength(text) > INLINE_LIMIT_BYTES;
}

/** Puts the content's order and assets into `large/` and leaves references in their place. */
export async function offloadContent(content: EventContent, largeEvents: Bucket): Promise<EventContent> {
  const { data } = content;
  if (!isRecord(data)) return content;
  const light: Record<string, unknown> = { ...data };
  for (const field of HEAVY_FIELDS) {
    const value = data[field];
    if (value === undefined || value === null || isReference(value)) continue;
    light[field] = await keep(content, field, JSON.stringify(value), largeEvents);
  }
  return { ...content, data: light };
}

/** The value itself, wherever it lies. @throws when the object is gone. */
export async function loadReferenced<T>(value: T | ContentReference, largeEvents: Bucket): Promise<T> {
  if (!isReference(value)) return value;
  const text = await largeEvents.get(value.key);
  if (text === undefined) throw new Error(`the content of a large event is gone: ${value.key}`);
  return JSON.parse(text) as T;
}

export function isReference(value: unknown): value is ContentReference {
  if (!isRecord(value)) return false;
  return typeof value.bucket === 'string' && typeof value.key === 'string' && Object.keys(value).length === 2;
}

/** Named by its content, so that every destination and every attempt shares one object. */
async function keep(content: EventContent, field: string, text: string, bucket: Bucket): Promise<ContentReference> {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
  const key = `large/${content.account}/${content.subject}/${content.sequence}-${field}-${hash}.json`;
  await bucket.putOnce(key, text);
  return { bucket: bucket.name, key };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
