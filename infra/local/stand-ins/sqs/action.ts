import type { JsonObject } from '../json-object.ts';
import type { JsonRequest } from '../json-service.ts';
import type { QueueStore } from './queue-store.ts';

interface SqsContext {
  readonly request: JsonRequest;
  readonly input: JsonObject;
  readonly store: QueueStore;
  /** Queue URLs are under the address that was asked. */
  readonly urlOf: (queueName: string) => string;
}

export type SqsAction = (context: SqsContext) => JsonObject | Promise<JsonObject>;
