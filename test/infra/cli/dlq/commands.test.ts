import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import type { Connection } from '../../../../infra/cli/deployment/connect-deployment.ts';
import { registerDlqCommands } from '../../../../infra/cli/dlq/commands.ts';
import { createMemoryQueue } from '../../../support/memory-queue.ts';

const LETTER = {
  messageId: 'm-1',
  receiptHandle: 'r-1',
  body: JSON.stringify({ account: 'default', orderId: 'order-1' }),
  groupId: 'default.1',
  sentAt: '2026-05-01T12:00:00.000Z',
  reason: 'unreadable',
};
const QUEUES = {
  'order-changes.fifo': 'url',
  'order-changes-dlq.fifo': 'url',
  'destination-website.fifo': 'url',
  'destination-website-dlq.fifo': 'url',
};

/** The command on a deployment where one letter lies in the dead-letter queue of every queue. */
function createCommand() {
  const printed: unknown[] = [];
  const source = createMemoryQueue();
  let isTaken = false;
  const reader = {
    receive: async () => {
      const letters = isTaken ? [] : [LETTER];
      isTaken = true;
      return letters;
    },
    release: async () => {},
    remove: async () => {},
  };
  const connection = {
    deployment: { outputs: { queues: QUEUES } },
    reader: () => reader,
    queue: () => source,
  } as unknown as Connection;
  const context: CommandContext = {
    connect: async () => connection,
    print: (answer) => void printed.push(answer),
    json: () => true,
  };
  const program = new Command('relay').exitOverride();
  registerDlqCommands(program, context);
  const run = (...args: readonly string[]) => program.parseAsync(['node', 'relay', 'dlq', ...args]);
  return { run, printed, source };
}

describe('relay dlq', () => {
  it.each([
    ['list', 'order-changes.fifo'],
    ['show', 'order-changes.fifo', 'm-1'],
    ['redrive', 'order-changes.fifo', 'm-1', '--yes'],
  ])('refuses to %s no letters at all', async (...args) => {
    for (const limit of ['abc', '-1', '0']) {
      const { run, printed, source } = createCommand();
      await expect(run(...args, `--limit=${limit}`)).rejects.toThrow('--limit must be a whole number above 0');
      expect([printed, source.messages]).toEqual([[], []]);
    }
  });

  it.each(['list', 'redrive'])('%ss what lies there', async (name) => {
    const { run, printed } = createCommand();
    await run(name, 'order-changes.fifo');
    expect(JSON.stringify(printed)).toContain('default order-1');
  });

  it.each(['website', 'destination-website', 'destination-website-dlq.fifo', 'toString'])(
    'says which queues there are when asked for %s',
    async (queue) => {
      const { run } = createCommand();
      const there = 'there are destination-website.fifo, order-changes.fifo';
      await expect(run('list', queue)).rejects.toThrow(`there is no queue ${queue}; ${there}`);
    },
  );
});
