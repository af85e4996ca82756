import { afterAll, beforeAll } from 'vitest';
import { createDynamoTable } from '../../../shared/aws/dynamodb-table.ts';
import { type LedgerTables, startLedgerTables } from '../../support/ledger-tables.ts';
import { describeTable } from '../ledger/table-contract.ts';

let tables: LedgerTables;

beforeAll(async () => {
  tables = await startLedgerTables();
});
afterAll(() => tables.close());

describeTable('the table in DynamoDB', async () => createDynamoTable(tables.client, await tables.create()));
