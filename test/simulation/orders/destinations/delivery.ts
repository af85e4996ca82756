import { type DeliverDeps, deliver } from '../../../../shared/delivery/deliver.ts';
import type { DeliveryMessage } from '../../../../shared/delivery/delivery-message.ts';
import { createProgressStore } from '../../../../shared/delivery/delivery-progress.ts';
import { isPaused } from '../../../../shared/delivery/destination-state.ts';
import { type AttemptOutcome, THREE_DAYS } from '../../../../shared/delivery/next-attempt.ts';
import { notePaused, pauseDestination, takeBackPaused } from '../../../../shared/delivery/note-paused.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { createDeadLetterQueue } from '../../../../shared/queue/dead-letter.ts';
import { handleBatch } from '../../../../shared/queue/sqs-batch.ts';
import type { Environment } from '../lambda/environment.ts';
import { createFunction, type Platform } from '../lambda/function-runtime.ts';
import type { Invocation } from '../lambda/invocation.ts';
import { startWorker } from '../lambda/queue-worker.ts';
import type { Operator } from '../relay/operator.ts';
import type { RelayParts } from '../relay/relay-parts.ts';
import { performBucket } from '../stores/performed-bucket.ts';
import { performQueue } from '../stores/performed-queue.ts';
import { performTable } from '../stores/performed-table.ts';
import type { Consumer } from './consumer.ts';
import { quietDeliveryReport } from './quiet-delivery-report.ts';

/** Where one of our delivery functions runs in a simulation. */
export interface DeliverySite {
  readonly parts: RelayParts;
  readonly consumer: Consumer;
  readonly operator: Operator;
  readonly platform: Platform;
}

/** One try to bring an event to its destination, as far as one kind of destination differs from the next. */
export type Attempt = (message: DeliveryMessage, invocation: Invocation) => Promise<AttemptOutcome>;

/** The delivery function of one destination behind its queue, wired as its handler wires it. */
export function startDelivery(site: DeliverySite, kind: string, connectAttempt: (environment: Environment) => Attempt) {
  const { parts, consumer, platform } = site;
  const queues = parts.queues.destinations.get(consumer.name);
  if (queues === undefined) throw new TypeError(`no queue for the destination ${consumer.name}`);
  const runtime = createFunction(platform, {
    name: `${kind}-${consumer.name}`,
    timeoutMs: 60_000,
    visibilityMs: 360_000,
    connect: (environment) => connect(site, queues, environment, connectAttempt(environment)),
  });
  startWorker(platform, {
    queue: queues.queue,
    consumer: runtime,
    batchSize: 1,
    concurrency: 10,
    handle: (records, depsFor, invocation) =>
      handleBatch(records, (record) => deliver(record, depsFor(invocation)), { fifo: true }),
  });
}

type DestinationQueues = NonNullable<ReturnType<RelayParts['queues']['destinations']['get']>>;

function connect(
  { parts, consumer, operator, platform }: DeliverySite,
  { queue, deadLetters }: DestinationQueues,
  environment: Environment,
  attempt: Attempt,
): (invocation: Invocation) => DeliverDeps {
  const { loop, random, journal } = platform;
  const { name } = consumer;
  const table = performTable(parts.table, environment);
  const contents = performBucket(parts.revisions, environment);
  const deps: Omit<DeliverDeps, 'attempt'> = {
    progress: createProgressStore(table, name),
    deadLetters: createDeadLetterQueue(performQueue(deadLetters, environment)),
    changeVisibility: (receipt, seconds) =>
      environment.perform({ service: queue.name, verb: 'hide', to: `for ${seconds} s` }, () =>
        queue.changeVisibility(receipt, seconds),
      ),
    isPaused: async () => isPaused(await table.get(keys.destination(name))),
    pause: (reason) => pauseDestination(table, name, reason, loop.now()),
    note(message) {
      // Where the invocation fails behind it, a resume sends what was noted and the queue brings it again.
      environment.current?.deliveries.push(message.event.id);
      return notePaused({ table, contents }, name, message);
    },
    takeBack: (message) => takeBackPaused(table, name, message),
    policy: THREE_DAYS,
    report: {
      ...quietDeliveryReport(journal),
      paused: () => operator.hear('destination-paused', { destination: name }),
    },
    now: loop.now,
    random: random.next,
  };
  return (invocation) => ({ ...deps, attempt: (message) => attempt(message, invocation) });
}
