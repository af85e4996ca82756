import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { deadLetterName } from './dead-letter-name.ts';
import { listLetters, redriveLetters, showFullLetter } from './dead-letters.ts';

const LIMIT = '1000';

export function registerDlqCommands(program: Command, context: CommandContext): void {
  const dlq = program.command('dlq').description('messages that a consumer gave up; queues by their plain names');

  dlq
    .command('list <queue>')
    .description('what lies in the dead-letter queue of a queue, and why')
    .option('--limit <n>', 'at most so many', LIMIT)
    .action(async (queue: string, { limit }: { limit: string }) => {
      const { reader } = await context.connect();
      context.print(await listLetters(reader(deadLetterName(queue)), Number(limit)));
    });

  dlq
    .command('show <queue> <messageId>')
    .description('one message with its body')
    .option('--limit <n>', 'look through at most so many', LIMIT)
    .action(async (queue: string, messageId: string, { limit }: { limit: string }) => {
      const { reader } = await context.connect();
      context.print(await showFullLetter(reader(deadLetterName(queue)), messageId, Number(limit)));
    });

  dlq
    .command('redrive <queue> [messageId]')
    .description('send them to their queue again; without --yes it only says which')
    .option('--yes', 'do it')
    .option('--limit <n>', 'at most so many', LIMIT)
    .action(async (queue: string, messageId: string | undefined, options: { yes?: boolean; limit: string }) => {
      const connection = await context.connect();
      const execute = options.yes === true;
      const letters = await redriveLetters(connection.reader(deadLetterName(queue)), connection.queue(queue), {
        messageId,
        execute,
        limit: Number(options.limit),
        requestId: randomUUID().slice(0, 8),
      });
      context.print({ dryRun: !execute, redriven: letters });
    });
}
