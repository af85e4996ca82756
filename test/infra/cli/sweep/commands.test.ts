import { Command } from 'commander';
import { afterEach, expect, it } from 'vitest';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import type { Connection } from '../../../../infra/cli/deployment/connect-deployment.ts';
import { registerSweepCommand } from '../../../../infra/cli/sweep/commands.ts';
import { enlistAccounts } from '../../../support/enlist-accounts.ts';
import { createMemoryTable } from '../../../support/memory-table.ts';
import { START } from '../../../support/order-builder.ts';

const { exitCode } = process;

afterEach(() => {
  process.exitCode = exitCode;
});

it.each([
  ['completed', exitCode],
  ['parked', 1],
])('a sweep that ends as %s exits with %s', async (outcome, code) => {
  const table = createMemoryTable();
  await enlistAccounts(table, 'default');
  const invoke = async () => ({ outcome, kind: 'open', orders: 0, drifted: 0 });
  const connection = { table, invoke, now: () => START } as unknown as Connection;
  const printed: unknown[] = [];
  const print = (answer: unknown) => void printed.push(answer);
  const context: CommandContext = { connect: async () => connection, print, json: () => false };
  const program = new Command('relay').exitOverride();
  registerSweepCommand(program, context);
  await program.parseAsync(['node', 'relay', 'sweep']);
  expect(process.exitCode).toBe(code);
  expect(printed).toMatchObject([{ account: 'default', outcome }]);
});
