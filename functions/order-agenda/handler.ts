import { listAccounts } from '../../shared/accounts/account-state.ts';
import { createDocumentClient, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { log } from '../../shared/telemetry/log.ts';
import { readOrderAgendaEnvironment } from './config.ts';
import { type DrainAgendaDeps, drainAgenda } from './drain-agenda.ts';

const LAST_MS = 10_000;

/** Every minute, all accounts. @throws AggregateError at the end, when the agenda of any account could not be drained. */
export const handler = createHandler(connect, async (_event: unknown, deps, { remainingMs }) => {
  const failures: unknown[] = [];
  let sent = 0;
  for (const account of await listAccounts(deps.table)) {
    try {
      sent += await drainAgenda(account, { ...deps, hasTime: () => remainingMs() > LAST_MS });
    } catch (error) {
      log.error('agenda.failed', { account }, error);
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `the agenda of ${failures.length} accounts was not drained`);
  return { sent };
});

function connect(): Omit<DrainAgendaDeps, 'hasTime'> {
  const env = readOrderAgendaEnvironment(process.env);
  return {
    table: createDynamoTable(createDocumentClient(), env.LEDGER_TABLE),
    orderChanges: createSqsQueue(createSqsClient(), env.ORDER_CHANGES_QUEUE_URL),
    now: Date.now,
  };
}
