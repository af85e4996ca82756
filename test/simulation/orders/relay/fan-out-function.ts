import { deadLetterChanges } from '../../../../functions/order-fan-out/dead-letter-changes.ts';
import type { FanOutDeps } from '../../../../functions/order-fan-out/fan-out-deps.ts';
import { fanOutOrder } from '../../../../functions/order-fan-out/fan-out-order.ts';
import { type ReceiveChangesDeps, receiveChanges } from '../../../../functions/order-fan-out/receive-changes.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import { createDeadLetterQueue } from '../../../../shared/queue/dead-letter.ts';
import type { Environment } from '../lambda/environment.ts';
import { createFunction, type Platform } from '../lambda/function-runtime.ts';
import { startWorker } from '../lambda/queue-worker.ts';
import { performBucket } from '../stores/performed-bucket.ts';
import { performDeletion, performQueue } from '../stores/performed-queue.ts';
import { performTable } from '../stores/performed-table.ts';
import { openClients } from './account-access.ts';
import { readSimulatedValidators } from './asset-validators.ts';
import type { Operator } from './operator.ts';
import { createQueueFinder } from './queue-finder.ts';
import type { RelayParts } from './relay-parts.ts';

interface ConnectedFanOut extends Pick<ReceiveChangesDeps, 'deadLetters' | 'deleteMessages'> {
  readonly fanOut: Omit<FanOutDeps, 'hasTimeToRead'>;
}

const READ_MS = 30_000;

/** order-fan-out behind `order-changes`, wired as its handler wires it. */
export function startFanOut(parts: RelayParts, operator: Operator, platform: Platform): void {
  const { loop } = platform;
  const consumer = createFunction(platform, {
    name: 'order-fan-out',
    timeoutMs: 60_000,
    visibilityMs: 360_000,
    connect: (environment) => connectFanOut(parts, operator, environment, platform),
  });
  startWorker(platform, {
    queue: parts.queues.orderChanges,
    consumer,
    batchSize: 10,
    concurrency: 100,
    handle(records, { deadLetters, deleteMessages, fanOut }, { deadline }) {
      const hasTimeToRead = (): boolean => deadline - loop.now() > READ_MS;
      return receiveChanges(records, {
        deadLetters,
        deleteMessages,
        fanOut: (folded) => fanOutOrder(folded, { ...fanOut, hasTimeToRead }),
      });
    },
  });
}

function connectFanOut(
  parts: RelayParts,
  operator: Operator,
  environment: Environment,
  platform: Platform,
): ConnectedFanOut {
  const { accounts, destinations, queues } = parts;
  const { loop } = platform;
  const table = performTable(parts.table, environment);
  const revisions = performBucket(parts.revisions, environment);
  const deadLetters = createDeadLetterQueue(performQueue(queues.orderChangesDlq, environment));
  const queueFor = createQueueFinder(parts, environment, platform);
  return {
    deadLetters,
    deleteMessages: performDeletion(queues.orderChanges, environment),
    fanOut: {
      table,
      revisions,
      clients: openClients(accounts, table, environment, platform),
      destinations,
      sendEvent: (content, destination) => sendEvent(content, destination, { queueFor, largeEvents: revisions }),
      readValidators: async (order) => readSimulatedValidators(order, accounts),
      deadLetter: (changes, reason) => deadLetterChanges(changes, reason, deadLetters),
      report: operator.hear,
      now: loop.now,
    },
  };
}
