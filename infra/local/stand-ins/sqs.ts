import { LOCAL_ACCOUNT_ID } from './arn.ts';
import { AwsError } from './aws-error.ts';
import { jsonAnswer, type StandIn, startJsonService } from './json-service.ts';
import type { SqsAction } from './sqs/action.ts';
import { queueActions } from './sqs/actions/queues.ts';
import { receiveMessage } from './sqs/actions/receive.ts';
import { sendMessage, sendMessageBatch } from './sqs/actions/send.ts';
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
} from './sqs/actions/settle.ts';
import { createQueueStore } from './sqs/queue-store.ts';

export interface SqsOptions {
  readonly region: string;
  readonly port?: number;
  /** Visibility, delays, deduplication and retention run on it; a long poll waits in real time. */
  readonly now?: () => number;
}

const ACTIONS: Readonly<Record<string, SqsAction>> = {
  ...queueActions,
  SendMessage: sendMessage,
  SendMessageBatch: sendMessageBatch,
  ReceiveMessage: receiveMessage,
  DeleteMessage: deleteMessage,
  DeleteMessageBatch: deleteMessageBatch,
  ChangeMessageVisibility: changeMessageVisibility,
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
};

/**
 * Amazon SQS in memory, standard and FIFO: long polls, batches of one group in order, deduplication, redrive,
 * retention, and the trace header of whoever sent a message. Queue policies and encryption are stored without effect.
 */
export async function startSqs(options: SqsOptions): Promise<StandIn> {
  const store = createQueueStore(options.region, options.now ?? Date.now);
  return startJsonService({
    port: options.port,
    version: '1.0',
    faultErrors,
    async handle(request) {
      const action = ACTIONS[request.action];
      if (action === undefined) throw new AwsError('UnsupportedOperation', `${request.action} is not supported`);
      const urlOf = (name: string): string => `http://${request.headers.host}/${LOCAL_ACCOUNT_ID}/${name}`;
      return jsonAnswer('1.0', await action({ request, input: request.input, store, urlOf }));
    },
  });
}

const faultErrors = {
  unavailable: () => new AwsError('ServiceUnavailable', 'the stand-in is told to be unavailable', 503),
  throttled: () => new AwsError('RequestThrottled', 'the stand-in is told to throttle', 400),
};
