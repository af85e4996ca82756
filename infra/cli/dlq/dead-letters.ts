import type { Queue } from '../../../shared/queue/queue.ts';
import { showBody } from '../show-body.ts';
import type { QueueReader, WaitingMessage } from './queue-reader.ts';

/** A dead letter for people: ids and the reason, no body. */
export interface ShownLetter {
  readonly messageId: string;
  readonly sentAt: string;
  readonly reason: string;
  /** Account and order, or the event's type and subject. */
  readonly about: string;
}

export interface FullLetter extends ShownLetter {
  readonly groupId: string | null;
  readonly sequence: string | null;
  readonly body: string;
}

/** Everything that lies in a dead-letter queue, up to `limit`; all of it is put back. */
export async function listLetters(reader: QueueReader, limit: number): Promise<readonly ShownLetter[]> {
  const taken = await takeAll(reader, limit);
  for (const message of taken) await reader.release(message);
  return taken.map(showLetter);
}

/** One dead letter with its body, of which nothing opens doors. @throws Error when it is not there. */
export async function showFullLetter(reader: QueueReader, messageId: string, limit: number): Promise<FullLetter> {
  const taken = await takeAll(reader, limit);
  for (const message of taken) await reader.release(message);
  const found = requireLetter(taken, messageId);
  const { groupId = null, sequence = null, body } = found;
  return { ...showLetter(found), groupId, sequence, body: showBody(body) };
}

export interface RedriveOptions {
  /** Only this one; left out, all. */
  readonly messageId?: string | undefined;
  /** False: says what would be sent. */
  readonly execute: boolean;
  readonly limit: number;
  /** New for each redrive, so that the queue lets the message through again. */
  readonly requestId: string;
  /** Whether something later made a letter needless, given those that lie beside it; left out, nothing ever does. */
  readonly isOvertaken?: ((letter: WaitingMessage, letters: readonly WaitingMessage[]) => Promise<boolean>) | undefined;
}

export interface Redriven {
  readonly redriven: readonly ShownLetter[];
  /** Overtaken by a later revision: deleted and not sent, since a consumer would take them for news. */
  readonly skipped: readonly ShownLetter[];
}

/**
 * Sends letters to the queue they came from, then deletes them here: a failure in between sends twice, never not at all.
 * Of a message group ten letters are seen at a time, so that it goes on until nothing new is found.
 * @throws Error when the one that was named is not there.
 */
export async function redriveLetters(reader: QueueReader, source: Queue, options: RedriveOptions): Promise<Redriven> {
  const { messageId, execute, limit, requestId, isOvertaken = async () => false } = options;
  const redriven: ShownLetter[] = [];
  const skipped: ShownLetter[] = [];
  let taken: readonly WaitingMessage[];
  do {
    taken = await takeAll(reader, limit);
    for (const message of taken) {
      const isChosen = messageId === undefined || message.messageId === messageId;
      const isStale = isChosen && (await isOvertaken(message, taken));
      if (isChosen) (isStale ? skipped : redriven).push(showLetter(message));
      if (!execute || !isChosen) await reader.release(message);
      else if (isStale) await reader.remove(message);
      else await redrive(message, reader, source, requestId);
    }
    if (messageId !== undefined) requireLetter(taken, messageId);
  } while (execute && messageId === undefined && taken.length > 0 && redriven.length + skipped.length < limit);
  return { redriven, skipped };
}

function requireLetter(letters: readonly WaitingMessage[], messageId: string): WaitingMessage {
  const found = letters.find((message) => message.messageId === messageId);
  if (found === undefined) {
    throw new Error(`no message ${messageId} is among the ${letters.length} that could be read there`);
  }
  return found;
}

async function redrive(message: WaitingMessage, reader: QueueReader, source: Queue, requestId: string): Promise<void> {
  const { body, groupId, sequence } = message;
  const fifo = groupId === undefined ? {} : { groupId, deduplicationId: redriveId(message, requestId) };
  const place = sequence === undefined ? {} : { attributes: { sequence } };
  await source.send({ body, ...fifo, ...place });
  await reader.remove(message);
}

/** An event keeps its delivery id in front, so that its consumer sees the same delivery come again. */
function redriveId({ body, messageId }: WaitingMessage, requestId: string): string {
  const { id } = parse(body);
  return `${typeof id === 'string' && id.startsWith('dl_') ? id : messageId}-${requestId}`;
}

async function takeAll(reader: QueueReader, limit: number): Promise<readonly WaitingMessage[]> {
  const taken = new Map<string, WaitingMessage>();
  while (taken.size < limit) {
    const fresh = (await reader.receive()).filter(({ messageId }) => !taken.has(messageId));
    if (fresh.length === 0) break;
    for (const message of fresh) taken.set(message.messageId, message);
  }
  return [...taken.values()];
}

function showLetter({ messageId, sentAt, reason, body }: WaitingMessage): ShownLetter {
  const { account, orderId, type, subject, job } = parse(body);
  const about = [account, orderId, job, type, subject].filter((part) => typeof part === 'string').join(' ');
  return { messageId, sentAt, reason: reason ?? 'received too often', about: about || 'unreadable' };
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
