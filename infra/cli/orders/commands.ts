import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { showOrder } from './show-order.ts';

export function registerOrderCommands(program: Command, context: CommandContext): void {
  const orders = program.command('orders').description('orders, their revisions and their deliveries');

  orders
    .command('show <orderId>')
    .description('what the ledger knows of an order')
    .option('--account <account>', 'whose order it is', 'default')
    .action(async (orderId: string, { account }: { account: string }) => {
      context.print(await showOrder((await context.connect()).table, account, orderId));
    });
}
