import { type DeliverEventDeps, deliverEvent } from '../../../../functions/http-delivery/deliver-event.ts';
import { httpOutcome } from '../../../../functions/http-delivery/http-outcome.ts';
import { type DeliverDeps, deliver } from '../../../../shared/delivery/deliver.ts';
import { createProgressStore } from '../../../../shared/delivery/delivery-progress.ts';
import { isPaused } from '../../../../shared/delivery/destination-state.ts';
import type { CloudEvent } from '../../../../shared/delivery/event.ts';
import { type AttemptOutcome, THREE_DAYS } from '../../../../shared/delivery/next-attempt.ts';
import { notePaused, pauseDestination } from '../../../../shared/delivery/note-paused.ts';
import { createFreshOrderReader } from '../../../../shared/delivery/read-fresh-order.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { createDeadLetterQueue } from '../../../../shared/queue/dead-letter.ts';
import { handleBatch } from '../../../../shared/queue/sqs-batch.ts';
import type { Environment } from '../lambda/environment.ts';
import { createFunction, type Platform } from '../lambda/function-runtime.ts';
import { startWorker } from '../lambda/queue-worker.ts';
import { openClients } from '../relay/account-access.ts';
import type { RelayParts } from '../relay/relay-parts.ts';
import { performBucket } from '../stores/performed-bucket.ts';
import { performQueue } from '../stores/performed-queue.ts';
import { performTable } from '../stores/performed-table.ts';
import type { Consumer } from './consumer.ts';
import { quietDeliveryReport } from './quiet-delivery-report.ts';

/** http-delivery of one destination, wired as its handler wires it, down to the POST. */
export function startHttpDelivery(parts: RelayParts, consumer: Consumer, platform: Platform): void {
  const queues = parts.queues.destinations.get(consumer.name);
  if (queues === undefined) throw new TypeError(`no queue for the destination ${consumer.name}`);
  const runtime = createFunction(platform, {
    name: `http-delivery-${consumer.name}`,
    timeoutMs: 60_000,
    visibilityMs: 360_000,
    connect: (environment) => connect(parts, consumer, environment, platform),
  });
  startWorker(platform, {
    queue: queues.queue,
    consumer: runtime,
    batchSize: 1,
    concurrency: 10,
    handle: (records, deps) => handleBatch(records, (record) => deliver(record, deps), { fifo: true }),
  });
}

function connect(parts: RelayParts, consumer: Consumer, environment: Environment, platform: Platform): DeliverDeps {
  const { loop, random, journal } = platform;
  const { name } = consumer;
  const table = performTable(parts.table, environment);
  const queues = parts.queues.destinations.get(name);
  if (queues === undefined) throw new TypeError(`no queue for the destination ${name}`);
  const readFreshOrder = createFreshOrderReader(openClients(parts.accounts, table, environment, platform), table);
  const attemptDeps: Omit<DeliverEventDeps, 'post'> = {
    loadSecrets: async () => ({ secret: 'whsec_c2ltdWxhdGlvbg==' }),
    readOrder: async (account, orderId) => (await readFreshOrder(account, orderId)).order,
    largeEvents: performBucket(parts.revisions, environment),
    now: loop.now,
  };
  return {
    progress: createProgressStore(table, name),
    deadLetters: createDeadLetterQueue(performQueue(queues.deadLetters, environment)),
    changeVisibility: (receipt, seconds) =>
      environment.perform({ service: queues.queue.name, verb: 'hide', to: `for ${seconds} s` }, () =>
        queues.queue.changeVisibility(receipt, seconds),
      ),
    isPaused: async () => isPaused(await table.get(keys.destination(name))),
    pause: (reason) => pauseDestination(table, name, reason, loop.now()),
    note: (message) => notePaused(table, name, message),
    attempt: (message) =>
      deliverEvent(message, {
        ...attemptDeps,
        post: ({ body }) => post(message.event, body, consumer, environment, platform),
      }),
    policy: THREE_DAYS,
    report: quietDeliveryReport(journal),
    now: loop.now,
    random: random.next,
  };
}

/** The wire and what lies behind it. */
async function post(
  event: CloudEvent,
  body: string,
  consumer: Consumer,
  environment: Environment,
  { journal, loop }: Platform,
): Promise<AttemptOutcome> {
  const answer = consumer.answer();
  const effect = { service: `consumer-${consumer.name}`, verb: 'post', to: event.id };
  return environment.perform(effect, () => {
    if (answer === 'refused') return httpOutcome(503, undefined, loop.now());
    if (answer === 'gone') return httpOutcome(410, undefined, loop.now());
    environment.current?.deliveries.push(event.id);
    consumer.take(event, body);
    if (answer === 'taken') return httpOutcome(200, undefined, loop.now());
    journal.excuse(event.id);
    journal.fault('consumer-unanswered');
    return { kind: 'failed', reason: 'timeout' };
  });
}
