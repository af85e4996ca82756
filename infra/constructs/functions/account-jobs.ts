import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AccountJobsEnvironment } from '../../../functions/account-jobs/config.ts';
import type { AccountJobName } from '../../../shared/accounts/account-job.ts';
import { commonProps, type Foundation } from '../foundation.ts';
import { consumeFrom, queryLedger, sendTo } from '../grant.ts';
import { QueueConsumer } from '../queue-consumer.ts';
import { RelayFunction } from '../relay-function.ts';

/** Who does which job. */
export type JobFunctions = Readonly<Record<AccountJobName, RelayFunction>>;

export function createAccountJobs(scope: Construct, foundation: Foundation, jobs: JobFunctions): RelayFunction {
  const { stores, queues } = foundation;
  const { queue } = queues.accountJobs;
  const functions = Object.entries(jobs).map(([job, worker]) => [job, worker.function] as const);
  const names = Object.fromEntries(functions.map(([job, { functionName }]) => [job, functionName]));
  const consumer = new RelayFunction(scope, 'AccountJobs', {
    job: 'account-jobs',
    ...commonProps(foundation),
    continues: true,
    environment: {
      LEDGER_TABLE: stores.ledger.tableName,
      ACCOUNT_JOBS_QUEUE_URL: queue.queueUrl,
      JOB_FUNCTIONS: Stack.of(scope).toJsonString(names),
    } satisfies AccountJobsEnvironment,
    grants: [
      consumeFrom(queue),
      sendTo(queue),
      queryLedger(stores.ledger),
      { actions: ['lambda:InvokeFunction'], resources: functions.map(([, { functionArn }]) => functionArn) },
    ],
  });
  new QueueConsumer(scope, 'Jobs', { queue: queues.accountJobs, consumer, batchSize: 1, maxConcurrency: 10 });
  return consumer;
}
