import { createLambdaClient, createSqsClient } from '../../../shared/aws/clients.ts';
import type { MovableClock } from '../clock/movable-clock.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Credentials } from '../lambda/process-environment.ts';
import type { StackEvent } from '../stack-options.ts';
import type { ServiceName } from '../stack-state.ts';
import type { ResolvedStack } from '../template/resolve-template.ts';
import { readSchedules, type Schedule } from './schedules/read-schedules.ts';
import { scheduleJobs } from './schedules/schedule-jobs.ts';
import { startScheduler } from './schedules/scheduler.ts';
import { readMappings, type SqsMapping } from './sqs/read-mappings.ts';
import { startSqsPoller } from './sqs/sqs-poller.ts';

export interface EventSourcesOptions {
  readonly stack: ResolvedStack;
  readonly functions: Functions;
  readonly clock: MovableClock;
  readonly endpoints: Readonly<Record<ServiceName, string>>;
  readonly issueCredentials: (roleArn: string) => Credentials;
  readonly processesPerFunction: number;
  readonly sweepSeconds: number | undefined;
  readonly onEvent: (event: StackEvent) => void;
}

export interface EventSources {
  readonly schedules: readonly Schedule[];
  fireSchedule(logicalId: string): Promise<void>;
  close(): Promise<void>;
}

/** A long poll is meant to wait. */
const LONG_POLL_TIMEOUT_MS = 30_000;

/** Queues, schedules: whatever calls a function by itself. */
export function startEventSources(options: EventSourcesOptions): EventSources {
  const { stack, functions, endpoints, onEvent } = options;
  const { region } = stack.place;
  const schedules = readSchedules(stack);

  function clientsFor(roleArn: string) {
    const as = { region, credentials: options.issueCredentials(roleArn) };
    return {
      sqs: createSqsClient({ ...as, endpoint: endpoints.sqs, requestTimeoutMs: LONG_POLL_TIMEOUT_MS }),
      lambda: createLambdaClient({ ...as, endpoint: endpoints.lambda }),
    };
  }

  function startPoller(mapping: SqsMapping) {
    const roleArn = functions.find(mapping.functionName)?.roleArn ?? '';
    return startSqsPoller({
      mapping,
      functions,
      region,
      batchesAtOnce: options.processesPerFunction,
      client: clientsFor(roleArn).sqs,
      onTrouble: (code, { logicalId }, message) => onEvent({ type: 'trouble', source: logicalId, code, message }),
    });
  }

  const pollers = readMappings(stack).map(startPoller);
  const jobs = scheduleJobs(schedules, clientsFor, options.sweepSeconds);
  const scheduler = startScheduler(jobs, options.clock, (source, error) =>
    onEvent({ type: 'trouble', source, code: 'schedule.failed', message: String(error) }),
  );
  return {
    schedules,
    fireSchedule: scheduler.fire,
    async close() {
      await Promise.all([scheduler.close(), ...pollers.map((poller) => poller.close())]);
    },
  };
}
