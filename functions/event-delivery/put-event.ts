import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import type { AttemptOutcome } from '../../shared/delivery/next-attempt.ts';

/** One entry of EventBridge's PutEvents. */
export interface BusEntry {
  readonly source: string;
  readonly detailType: string;
  /** JSON */
  readonly detail: string;
  readonly time: Date;
}

/** The entry's code where the bus refused it: PutEvents itself succeeds with entries that failed. */
export type PutEntry = (entry: BusEntry) => Promise<{ readonly failedWith: string | undefined }>;

/** Source, detail type, detail and time count; an entry holds 1 MB (Amazon EventBridge, PutEvents entry size). */
const ENTRY_LIMIT_BYTES = 1_000_000;
const TIME_BYTES = 14;

/** Codes that a repeat of the same entry meets again. */
const LASTING = new Set(['MalformedDetail', 'InvalidArgument', 'EventSizeTooLarge']);

/** One attempt: the whole CloudEvent as the detail, under its own source and type. */
export async function putEvent(
  { event, text }: Pick<DeliveryMessage, 'event' | 'text'>,
  put: PutEntry,
): Promise<AttemptOutcome> {
  const entry = {
    source: event.source,
    detailType: event.type,
    detail: text,
    time: new Date(event.time),
  };
  if (entryBytes(entry) > ENTRY_LIMIT_BYTES) return { kind: 'undeliverable', reason: 'too-large' };
  try {
    const { failedWith } = await put(entry);
    if (failedWith === undefined) return { kind: 'delivered' };
    const kind = LASTING.has(failedWith) ? 'undeliverable' : 'failed';
    return { kind, reason: `bus-${failedWith}` };
  } catch (error) {
    return { kind: 'failed', reason: `bus-${error instanceof Error ? error.name : 'unknown'}` };
  }
}

function entryBytes({ source, detailType, detail }: BusEntry): number {
  return Buffer.byteLength(source) + Buffer.byteLength(detailType) + Buffer.byteLength(detail) + TIME_BYTES;
}
