import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSecretsClient, createSqsClient } from '../../shared/aws/clients.ts';
import { type Connection, connectDeployment } from '../cli/deployment/connect-deployment.ts';
import { localDeployment } from '../cli/deployment/find-deployment.ts';
import { loadConfig } from '../load-config.ts';
import { type Closers, createClosers } from './closers.ts';
import { createDeliveryLog, type Delivered, type DeliveryLog } from './day/delivery-log.ts';
import { startQueueConsumer } from './day/queue-consumer.ts';
import { isDeadLetterQueue, type QueueDepths, readQueueDepths } from './day/queue-depths.ts';
import { readSigningSecrets } from './day/signing-secrets.ts';
import { waitUntilSettled } from './day/wait-until-settled.ts';
import { startWebsite } from './day/website.ts';
import { WEBSITE_PLACEHOLDER } from './local-config.ts';
import { type LocalStack, startLocalStack } from './stack.ts';
import type { StackEvent } from './stack-options.ts';
import { STACK_STATE_FILE } from './stack-state.ts';
import type { Template } from './template/template.ts';

export interface RelayOptions {
  readonly templateDir: string;
  readonly port?: number | undefined;
  readonly processesPerFunction?: number | undefined;
  readonly sweepSeconds?: number | undefined;
  readonly transformTemplate?: ((template: Template) => Template) | undefined;
  readonly stateFile?: string | undefined;
  readonly dataDir?: string | undefined;
  /** Left to whoever reads the queue from outside when false. */
  readonly consumeQueue: boolean;
  readonly onDelivered: (delivered: Delivered) => void;
  readonly onEvent?: ((event: StackEvent) => void) | undefined;
}

/** The running stack with a company around it: its own consumer, its website, its operator. */
export interface Relay {
  readonly stack: LocalStack;
  readonly operator: Connection;
  readonly deliveries: DeliveryLog;
  /** What went wrong so far, in words. */
  readonly problems: readonly string[];
  readDepths(): Promise<QueueDepths>;
  /** Waits until all is at rest. @throws NotSettledError */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export const LOCAL_DIR = fileURLToPath(new URL('../../.local', import.meta.url));
const OWN_CONSUMER_QUEUE = 'destination-own-consumer.fifo';

export async function startRelay(options: RelayOptions): Promise<Relay> {
  const closers = createClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function start(options: RelayOptions, closers: Closers): Promise<Relay> {
  const problems: string[] = [];
  const deliveries = createDeliveryLog(options.onDelivered);
  let secrets: ReadonlyMap<string, string> = new Map();
  const website = await startWebsite({
    signingSecret: (destination) => secrets.get(destination),
    onEvent: deliveries.record,
    onBadSignature: (destination) => problems.push(`a POST to ${destination} bore no valid signature`),
  });
  closers.add(website.close);
  const stack = await startLocalStack({
    templateDir: options.templateDir,
    // The template's ARNs name it.
    region: (await loadConfig()).region,
    dataDir: options.dataDir ?? join(LOCAL_DIR, 's3'),
    stateFile: options.stateFile ?? STACK_STATE_FILE,
    port: options.port,
    processesPerFunction: options.processesPerFunction,
    sweepSeconds: options.sweepSeconds,
    transformTemplate: (template) => transform(template, website.url, options.transformTemplate),
    onEvent: (event) => {
      problems.push(...describeProblem(event));
      options.onEvent?.(event);
    },
  });
  closers.add(stack.close);
  const operator = connectDeployment({ ...localDeployment(stack.state), now: stack.clock.now });
  const { queues } = operator.deployment.outputs;
  const sqs = createSqsClient(clientOptions(stack, 'sqs'));
  secrets = await readSigningSecrets(
    stack.functions.definitions,
    createSecretsClient(clientOptions(stack, 'secretsManager')),
  );
  const ownQueue = queues[OWN_CONSUMER_QUEUE];
  if (options.consumeQueue && ownQueue !== undefined) {
    const record = (body: string) => void deliveries.record('own-consumer', body);
    closers.add(startQueueConsumer(sqs, ownQueue, record).close);
  }
  const watched = Object.entries(queues).filter(([name]) => options.consumeQueue || name !== OWN_CONSUMER_QUEUE);
  const readDepths = (): Promise<QueueDepths> => readQueueDepths(sqs, Object.fromEntries(watched));
  return {
    stack,
    operator,
    deliveries,
    problems,
    readDepths,
    settle: () => waitUntilSettled({ readDepths, running: stack.functions.running, broken: () => problems[0] }),
    close: closers.close,
  };
}

function clientOptions({ state }: LocalStack, service: 'sqs' | 'secretsManager') {
  const { region, accessKeyId, secretAccessKey, endpoints } = state;
  return { region, endpoint: endpoints[service], credentials: { accessKeyId, secretAccessKey } };
}

/** The website's address is in place before a caller's own change. */
function transform(template: Template, websiteUrl: string, change: RelayOptions['transformTemplate']): Template {
  const text = JSON.stringify(template).replaceAll(`${WEBSITE_PLACEHOLDER}/`, `${websiteUrl}/`);
  const local = JSON.parse(text) as Template;
  return change?.(local) ?? local;
}

function describeProblem(event: StackEvent): string[] {
  if (event.type === 'denied') return [`[P10] ${event.message}`];
  if (event.type === 'trouble') return [`${event.source}: ${event.code}: ${event.message}`];
  return [];
}

/** Dead-letter queues that are not empty, in words. */
export function describeDeadLetters(depths: QueueDepths): string[] {
  const filled = Object.entries(depths).filter(([name, count]) => isDeadLetterQueue(name) && count > 0);
  return filled.map(([name, count]) => `${name} holds ${count} dead-lettered messages`);
}
