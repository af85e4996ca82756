import { isJsonObject, type JsonObject } from './json-object.ts';
import type { JsonRequest } from './json-service.ts';

const MAX_REMEMBERED = 100_000;

export interface SqsTraces {
  /** The answer's body as the caller is to get it: sends are remembered, receives carry `AWSTraceHeader`. */
  complete(request: JsonRequest, answer: string): string;
}

/**
 * The system attribute `AWSTraceHeader`, which the engine lacks: taken from the sender's `X-Amzn-Trace-Id` as SQS does,
 * or from the message's own system attributes. It is how a message's path through functions can be followed.
 */
export function createSqsTraces(): SqsTraces {
  const traces = new Map<string, string>();

  function remember(messageId: unknown, trace: string | undefined): void {
    if (typeof messageId !== 'string' || trace === undefined || traces.has(messageId)) return;
    traces.set(messageId, trace);
    const oldest = traces.keys().next();
    if (traces.size > MAX_REMEMBERED && !oldest.done) traces.delete(oldest.value);
  }

  function annotate(message: JsonObject): JsonObject {
    const trace = traces.get(String(message.MessageId));
    const attributes = isJsonObject(message.Attributes) ? message.Attributes : {};
    return trace === undefined ? message : { ...message, Attributes: { ...attributes, AWSTraceHeader: trace } };
  }

  return {
    complete(request, text) {
      const traced = ['SendMessage', 'SendMessageBatch', 'ReceiveMessage'].includes(request.action);
      const answer: unknown = traced ? JSON.parse(text) : undefined;
      if (!isJsonObject(answer)) return text;
      const fallback = request.headers['x-amzn-trace-id']?.toString();
      if (request.action === 'SendMessage') remember(answer.MessageId, ownTrace(request.input) ?? fallback);
      if (request.action === 'SendMessageBatch') {
        for (const { Id, MessageId } of objects(answer.Successful)) {
          const entry = objects(request.input.Entries).find((candidate) => candidate.Id === Id);
          remember(MessageId, ownTrace(entry ?? {}) ?? fallback);
        }
      }
      if (request.action !== 'ReceiveMessage' || !wantsTrace(request.input) || !answer.Messages) return text;
      return JSON.stringify({ ...answer, Messages: objects(answer.Messages).map(annotate) });
    },
  };
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function ownTrace(entry: JsonObject): string | undefined {
  const system = isJsonObject(entry.MessageSystemAttributes) ? entry.MessageSystemAttributes.AWSTraceHeader : undefined;
  return isJsonObject(system) && typeof system.StringValue === 'string' ? system.StringValue : undefined;
}

function wantsTrace(input: JsonObject): boolean {
  const names = [input.AttributeNames, input.MessageSystemAttributeNames].flat();
  return names.includes('All') || names.includes('AWSTraceHeader');
}
