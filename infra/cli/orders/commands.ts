import type { Command } from 'commander';
import { connectFor } from '../accounts/require-account.ts';
import type { CommandContext } from '../command-context.ts';
import { parseCount } from '../parse-count.ts';
import { answerHeld } from './answer-held.ts';
import { findOrders } from './find-orders.ts';
import { type LinkOptions, runLink } from './run-link.ts';
import { type ReplayOptions, runReplay } from './run-replay.ts';
import { showOrder } from './show-order.ts';

const ACCOUNT = ['--account <account>', 'whose orders', 'default'] as const;
const YES = ['--yes', 'do it; without it the command only says what it would do'] as const;

interface FindOptions {
  readonly account: string;
  readonly limit: string;
  readonly externalId?: string;
  readonly status?: string;
  readonly held?: boolean;
}

export function registerOrderCommands(program: Command, context: CommandContext): void {
  const orders = program.command('orders').description('orders, their revisions and their deliveries');

  orders
    .command('find [name]')
    .description(
      'orders of the ledger, newest first; by their id, as which removed ones are found too, or their external id',
    )
    .option(...ACCOUNT)
    .option('--external-id <id>', 'your own number')
    .option('--status <status>', 'e.g. Fixing')
    .option('--held', 'only those that wait for a person')
    .option('--limit <n>', 'at most so many', '50')
    .action(async (name: string | undefined, { limit: most, ...query }: FindOptions) => {
      const limit = parseCount('--limit', most);
      context.print(await findOrders((await connectFor(query.account, context)).table, { ...query, name, limit }));
    });

  orders
    .command('show <orderId>')
    .description('what the ledger knows of an order')
    .option(...ACCOUNT)
    .action(async (orderId: string, { account }: { account: string }) => {
      context.print(await showOrder((await connectFor(account, context)).table, account, orderId));
    });

  orders
    .command('replay [orderId]')
    .description('send stored revisions again, under the delivery ids they always had')
    .requiredOption('--destination <name>', 'to which destination')
    .option(...ACCOUNT)
    .option('--sequence <sequence>', 'this revision; the latest unless told')
    .option(
      '--since <day>',
      'of every order that changed since, the latest revision that the destination’s filter lets through',
    )
    .option(...YES)
    .option('--max-waiting <n>', 'yield to live work: pause while the destination’s queue holds so many', '100')
    .action((orderId: string | undefined, options: ReplayOptions) => runReplay(context, orderId, options));

  orders
    .command('link [draftId] [orderId]')
    .description(
      'a delivered order was this draft: it goes by the draft’s external id; without ids, lists the pairs that were proposed',
    )
    .option(...ACCOUNT)
    .option(...YES)
    .action((draftId: string | undefined, orderId: string | undefined, options: LinkOptions) =>
      runLink(context, draftId, orderId, options),
    );

  for (const [name, verdict] of [
    ['accept-change', 'accept'],
    ['ignore-change', 'ignore'],
  ] as const) {
    orders
      .command(`${name} <path>`)
      .description(`${verdict} the change at a path that orders are held for, as \`orders find --held\` shows it`)
      .option(...ACCOUNT)
      .option(...YES)
      .action(async (path: string, { account, yes = false }: { account: string; yes?: boolean }) => {
        const { table, now } = await connectFor(account, context);
        context.print({
          dryRun: !yes,
          verdict,
          orders: await answerHeld(table, { account, path, verdict, execute: yes, now: now() }),
        });
      });
  }
}
