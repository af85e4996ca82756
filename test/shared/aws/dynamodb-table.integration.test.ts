import { afterAll, beforeAll } from 'vitest';
import { createDynamoTable } from '../../../shared/aws/dynamodb-table.ts';
import { type DynaliteTables, startDynalite } from '../../support/dynalite-table.ts';
import { describeTable } from '../ledger/table-contract.ts';

let dynalite: DynaliteTables;

beforeAll(async () => {
  dynalite = await startDynalite();
});
afterAll(() => dynalite.close());

describeTable('the table in DynamoDB', async () => createDynamoTable(dynalite.client, await dynalite.create()));
