import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { parseCount } from '../parse-count.ts';
import { listLetters, redriveLetters, showFullLetter } from './dead-letters.ts';
import { createOvertaken } from './overtaken.ts';
import { requireDeadLetterQueue } from './require-dead-letter-queue.ts';

const LIMIT = '1000';

export function registerDlqCommands(program: Command, context: CommandContext): void {
  const dlq = program.command('dlq').description('messages that a consumer gave up; queues by their plain names');

  dlq
    .command('list <queue>')
    .description('what lies in the dead-letter queue of a queue, and why: of each message group the first ten')
    .option('--limit <n>', 'at most so many', LIMIT)
    .action(async (queue: string, options: { limit: string }) => {
      const limit = parseCount('--limit', options.limit);
      const { deadLetters } = await open(context, queue);
      context.print(await listLetters(deadLetters, limit));
    });

  dlq
    .command('show <queue> <messageId>')
    .description('one message with its body, its links without their signatures')
    .option('--limit <n>', 'look through at most so many', LIMIT)
    .action(async (queue: string, messageId: string, options: { limit: string }) => {
      const limit = parseCount('--limit', options.limit);
      const { deadLetters } = await open(context, queue);
      context.print(await showFullLetter(deadLetters, messageId, limit));
    });

  dlq
    .command('redrive <queue> [messageId]')
    .description('send them to their queue again, but what a later revision overtook; without --yes it only says which')
    .option('--yes', 'do it')
    .option('--limit <n>', 'look through at most so many', LIMIT)
    .action(async (queue: string, messageId: string | undefined, options: { yes?: boolean; limit: string }) => {
      const limit = parseCount('--limit', options.limit);
      const { deadLetters, source, isOvertaken } = await open(context, queue);
      const execute = options.yes === true;
      const requestId = randomUUID().slice(0, 8);
      const plan = { messageId, execute, limit, requestId, isOvertaken };
      context.print({ dryRun: !execute, ...(await redriveLetters(deadLetters, source, plan)) });
    });
}

async function open(context: CommandContext, queue: string) {
  const connection = await context.connect();
  const deadLetters = connection.reader(requireDeadLetterQueue(connection.deployment.outputs.queues, queue));
  const destination = DESTINATION.exec(queue)?.[1];
  const isOvertaken = destination === undefined ? undefined : createOvertaken(connection.table, destination);
  return { deadLetters, source: connection.queue(queue), isOvertaken };
}

const DESTINATION = /^destination-(.+)\.fifo$/;
