import { describeTable } from '../shared/ledger/table-contract.ts';
import { createMemoryTable } from './memory-table.ts';

describeTable('the table in memory', async () => createMemoryTable());
