import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CompleteConfig } from './configuration/complete-config.ts';
import { createAlarmTopic } from './constructs/alarms/alarm-topic.ts';
import { createDeadLetterAlarm } from './constructs/alarms/dead-letter-alarm.ts';
import { createOperatorAlarm } from './constructs/alarms/operator-alarm.ts';
import { OPERATOR_ALARMS } from './constructs/alarms/operator-alarms.ts';
import { Delivery } from './constructs/destinations/delivery.ts';
import { createDestinationQueue } from './constructs/destinations/destination-queue.ts';
import type { Foundation } from './constructs/foundation.ts';
import { createAccountJobs } from './constructs/functions/account-jobs.ts';
import { createOrderAgenda } from './constructs/functions/order-agenda.ts';
import { createOrderFanOut } from './constructs/functions/order-fan-out.ts';
import { createOrderSweep } from './constructs/functions/order-sweep.ts';
import { createUserCleanupApply } from './constructs/functions/user-cleanup-apply.ts';
import { createUserCleanupPlan } from './constructs/functions/user-cleanup-plan.ts';
import { createWebhookIngest } from './constructs/functions/webhook-ingest.ts';
import { createWebhookRegistration } from './constructs/functions/webhook-registration.ts';
import { publishOutputs } from './constructs/publish-outputs.ts';
import type { RelayFunction } from './constructs/relay-function.ts';
import { Schedules } from './constructs/schedules.ts';
import { Stores } from './constructs/stores.ts';
import { WebhookApi } from './constructs/webhook-api.ts';
import { WorkQueues } from './constructs/work-queues.ts';

export interface RelayStackProps extends StackProps {
  readonly config: CompleteConfig;
  /** Folder that holds one folder per bundled function. */
  readonly bundles: string;
}

/** What exists and what is connected to what; how each part is built stands in `constructs/`. */
export class RelayStack extends Stack {
  constructor(scope: Construct, id: string, { config, bundles, ...props }: RelayStackProps) {
    super(scope, id, props);

    const stores = new Stores(this, 'Stores', config);
    const queues = new WorkQueues(this, 'WorkQueues');
    const destinations = config.destinations.map((destination) => createDestinationQueue(this, destination));
    const foundation: Foundation = { config, bundles, stores, queues, destinations };

    const ingest = createWebhookIngest(this, foundation);
    const { callsPerSecond } = config.webhooks;
    const api = new WebhookApi(this, 'Webhooks', { ingest, callsPerSecond, logsDays: config.retention.logsDays });

    const jobs = {
      'order-sweep': createOrderSweep(this, foundation),
      'user-cleanup-plan': createUserCleanupPlan(this, foundation),
      'webhook-registration': createWebhookRegistration(this, foundation, api),
    };
    const orderAgenda = createOrderAgenda(this, foundation);
    const functions = {
      'webhook-ingest': ingest,
      'order-fan-out': createOrderFanOut(this, foundation),
      'order-agenda': orderAgenda,
      'account-jobs': createAccountJobs(this, foundation, jobs),
      'user-cleanup-apply': createUserCleanupApply(this, foundation),
      ...jobs,
    };
    const deliveries = destinations.map((destination) => new Delivery(this, destination, foundation));

    const { openEveryMinutes: openSweepMinutes } = config.sweep;
    new Schedules(this, 'Schedules', { accountJobs: queues.accountJobs, orderAgenda, openSweepMinutes });

    const topic = createAlarmTopic(this, config.alarms);
    for (const queue of [...queues.all, ...destinations.map(({ work }) => work)]) createDeadLetterAlarm(queue, topic);
    for (const alarm of OPERATOR_ALARMS) createOperatorAlarm(this, alarm, topic);

    publishOutputs(this, { foundation, api, deliveries, functions: { ...functions, ...byName(deliveries) } });
  }
}

function byName(deliveries: readonly Delivery[]): Readonly<Record<string, RelayFunction>> {
  const consumers = deliveries.flatMap(({ consumer }) => (consumer === undefined ? [] : [consumer]));
  return Object.fromEntries(consumers.map(({ name, consumer }) => [name, consumer]));
}
