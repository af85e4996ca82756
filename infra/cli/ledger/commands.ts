import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { rebuildLedger } from './rebuild-ledger.ts';

export function registerLedgerCommands(program: Command, context: CommandContext): void {
  const ledger = program.command('ledger').description('what is known of orders and users');

  ledger
    .command('rebuild')
    .description('make an account’s orders anew from the stored revisions, after the ledger was lost or set back')
    .option('--account <account>', 'whose orders', 'default')
    .option('--yes', 'do it; without it the command only says what it would do')
    .action(async ({ account, yes = false }: { account: string; yes?: boolean }) => {
      const tell = (orders: number) => process.stderr.write(`${orders} orders\n`);
      context.print(await rebuildLedger(await context.connect(), { account, execute: yes, tell }));
    });
}
