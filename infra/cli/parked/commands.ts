import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { showBody } from '../show-body.ts';
import { dropParked, listParked, readParked, replayParked } from './parked-webhooks.ts';

export function registerParkedCommands(program: Command, context: CommandContext): void {
  const parked = program.command('parked').description('webhooks under a valid token that nobody could read');

  parked
    .command('list')
    .description('their keys')
    .option('--account <account>', 'of one account')
    .action(async ({ account }: { account?: string }) => {
      context.print(await listParked((await context.connect()).revisions, account));
    });

  parked
    .command('show <key>')
    .description('the body, its links without their signatures')
    .action(async (key: string) =>
      context.print({ key, body: showBody(await readParked((await context.connect()).revisions, key)) }),
    );

  parked
    .command('replay <key>')
    .description('look at its order, where this version can read it')
    .option('--yes', 'do it')
    .action(async (key: string, { yes = false }: { yes?: boolean }) => {
      const { revisions, queue, now } = await context.connect();
      const send = { orderChanges: queue('order-changes.fifo'), now: now(), execute: yes };
      context.print({ dryRun: !yes, orderId: await replayParked(revisions, key, send) });
    });

  parked
    .command('drop <key>')
    .description('delete it')
    .option('--yes', 'do it')
    .action(async (key: string, { yes = false }: { yes?: boolean }) => {
      const { revisions } = await context.connect();
      await dropParked(revisions, key, { execute: yes });
      context.print({ dryRun: !yes, dropped: key });
    });
}
