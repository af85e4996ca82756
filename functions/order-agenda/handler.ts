import { listAccounts } from '../../shared/accounts/account-state.ts';
import { createDocumentClient, createSqsClient } from '../../shared/aws/clients.ts';
import { createDynamoTable } from '../../shared/aws/dynamodb-table.ts';
import { createSqsQueue } from '../../shared/aws/sqs-queue.ts';
import { createHandler } from '../../shared/lambda/handler.ts';
import { readOrderAgendaEnvironment } from './config.ts';
import type { DrainAgendaDeps } from './drain-agenda.ts';
import { drainAgendas } from './drain-agendas.ts';

/** Enough for the sends that are under way once no more are begun. */
const LAST_MS = 20_000;

/** Every minute, all accounts. */
export const handler = createHandler(connect, async (_event: unknown, deps, { remainingMs }) => {
  const accounts = await listAccounts(deps.table);
  return { sent: await drainAgendas(accounts, { ...deps, hasTime: () => remainingMs() > LAST_MS }) };
});

function connect(): Omit<DrainAgendaDeps, 'hasTime'> {
  const env = readOrderAgendaEnvironment(process.env);
  return {
    table: createDynamoTable(createDocumentClient(), env.LEDGER_TABLE),
    orderChanges: createSqsQueue(createSqsClient(), env.ORDER_CHANGES_QUEUE_URL),
    now: Date.now,
  };
}
