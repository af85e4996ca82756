import type { SQSEvent } from 'aws-lambda';
import { ACCOUNT_JOBS, type AccountJobName } from '../../shared/accounts/account-job.ts';
import { listAccounts } from '../../shared/accounts/account-state.ts';
import { createDocumentClient, createLambdaClient, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { invokeFunction } from '../../shared/aws/invoke-function.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { readJson } from '../../shared/lambda/environment.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { handleBatch } from '../../shared/queue/sqs-batch.ts';
import { readAccountJobsEnvironment } from './config.ts';
import { type RunAccountJobDeps, runAccountJob } from './run-account-job.ts';

export const handler = createHandler(connect, (event: SQSEvent, deps) =>
  handleBatch(event.Records, ({ body }) => runAccountJob(body, deps), { fifo: false }),
);

function connect(): RunAccountJobDeps {
  const env = readAccountJobsEnvironment(process.env);
  const table = createDynamoTable(createDocumentClient(), env.LEDGER_TABLE);
  const functions = readJson('JOB_FUNCTIONS', env.JOB_FUNCTIONS, parseJobFunctions);
  const lambda = createLambdaClient();
  return {
    listAccounts: () => listAccounts(table),
    accountJobs: createSqsQueue(createSqsClient(), env.ACCOUNT_JOBS_QUEUE_URL),
    invoke: (job) => invokeFunction(lambda, functions[job.job], job),
  };
}

function parseJobFunctions(value: unknown): Record<AccountJobName, string> {
  const functions = value as Record<AccountJobName, string>;
  for (const job of ACCOUNT_JOBS) if (typeof functions[job] !== 'string') throw new TypeError(`${job} is missing`);
  return functions;
}
