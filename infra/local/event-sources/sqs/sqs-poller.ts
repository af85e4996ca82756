import { setTimeout as delay } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Functions } from '../../lambda/functions.ts';
import { doneMessages } from './batch-result.ts';
import type { SqsMapping } from './read-mappings.ts';
import { sqsEvent } from './sqs-event.ts';

export interface PollerOptions {
  readonly mapping: SqsMapping;
  readonly functions: Pick<Functions, 'invoke'>;
  /** With the function's own credentials: on AWS too a mapping reads as the function's role. */
  readonly client: SQSClient;
  readonly region: string;
  /** Batches under way at once, where the mapping does not allow fewer. */
  readonly batchesAtOnce: number;
  /** `code` is stable, as in a log line. */
  readonly onTrouble: (code: string, mapping: SqsMapping, message: string) => void;
}

export interface Poller {
  /** Resolves once no poll is under way; what was received but not handled becomes visible in its time. */
  close(): Promise<void>;
}

const WAIT_SECONDS = 5;
const PAUSE_AFTER_TROUBLE_MS = 1_000;

/** Brings a queue's messages to a function as Lambda's event source mapping does. */
export function startSqsPoller(options: PollerOptions): Poller {
  const stopping = new AbortController();
  const atOnce = Math.min(options.mapping.maxConcurrency, options.batchesAtOnce);
  const loops = Array.from({ length: atOnce }, () => poll(options, stopping.signal));
  return {
    async close() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function poll(options: PollerOptions, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      const messages = await receive(options, stopping);
      if (messages.length > 0) await handle(options, messages, stopping);
    } catch (error) {
      if (stopping.aborted) return;
      options.onTrouble('mapping.failed', options.mapping, error instanceof Error ? error.message : String(error));
      await delay(PAUSE_AFTER_TROUBLE_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

async function receive({ mapping, client }: PollerOptions, abortSignal: AbortSignal): Promise<readonly Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: mapping.queueUrl,
    MaxNumberOfMessages: mapping.batchSize,
    WaitTimeSeconds: WAIT_SECONDS,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  const { Messages = [] } = await client.send(command, { abortSignal });
  return Messages;
}

async function handle(options: PollerOptions, messages: readonly Message[], stopping: AbortSignal): Promise<void> {
  const { mapping, functions, region } = options;
  const traces = messages.flatMap(({ Attributes }) => Attributes?.AWSTraceHeader ?? []);
  const event = JSON.stringify(sqsEvent(messages, mapping.queueArn, region));
  const { payload, functionError } = await functions.invoke(mapping.functionName, event, traces);
  if (stopping.aborted) return;
  if (functionError !== undefined) return options.onTrouble('function.failed', mapping, errorText(payload));
  const ids = messages.map(({ MessageId = '' }) => MessageId);
  const done = doneMessages(ids, payload, mapping.reportsItemFailures);
  await remove(
    options,
    messages.filter(({ MessageId = '' }) => done.includes(MessageId)),
  );
}

async function remove({ mapping, client }: PollerOptions, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl: mapping.queueUrl, Entries }));
}

function errorText(payload: string): string {
  const { errorType = 'Error', errorMessage = '' } = JSON.parse(payload) as Record<string, string>;
  return `${errorType}: ${errorMessage}`;
}
