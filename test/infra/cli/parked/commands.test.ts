import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import type { Connection } from '../../../../infra/cli/deployment/connect-deployment.ts';
import { registerParkedCommands } from '../../../../infra/cli/parked/commands.ts';
import { createMemoryBucket } from '../../../support/memory-bucket.ts';
import { createMemoryQueue } from '../../../support/memory-queue.ts';
import { START } from '../../../support/order-builder.ts';

const KEY = 'parked/default/2026-05-01/1.json';

/** The command on a deployment where one webhook is parked. */
async function createCommand() {
  const revisions = createMemoryBucket('revisions');
  await revisions.put(KEY, JSON.stringify({ link: 'https://files.example/plan.pdf?Signature=signed' }));
  const orderChanges = createMemoryQueue();
  const printed: unknown[] = [];
  const context: CommandContext = {
    connect: async () => ({ revisions, queue: () => orderChanges, now: () => START }) as unknown as Connection,
    print: (answer) => void printed.push(answer),
    json: () => true,
  };
  const program = new Command('relay').exitOverride();
  registerParkedCommands(program, context);
  const run = (...args: readonly string[]) => program.parseAsync(['node', 'relay', 'parked', ...args]);
  return { run, printed, revisions, orderChanges };
}

describe('relay parked', () => {
  it('drops a body once it is told to', async () => {
    const { run, printed, revisions } = await createCommand();
    await run('drop', KEY);
    expect([printed, revisions.objects.size]).toEqual([[{ dryRun: true, dropped: KEY }], 1]);
    await run('drop', KEY, '--yes');
    expect(revisions.objects.size).toBe(0);
  });

  it('looks at the order of a body that this version can read, once it is told to', async () => {
    const { run, printed, revisions, orderChanges } = await createCommand();
    const key = 'parked/default/2026-05-01/2.json';
    await revisions.put(key, JSON.stringify({ id: 'order-1', current_status: 'Ready' }));
    await run('replay', key);
    expect([printed, orderChanges.messages, revisions.objects.size]).toEqual([
      [{ dryRun: true, orderId: 'order-1' }],
      [],
      2,
    ]);
    await run('replay', key, '--yes');
    expect(JSON.parse(orderChanges.messages[0]?.body ?? '')).toMatchObject({ account: 'default', orderId: 'order-1' });
    expect([...revisions.objects.keys()]).toEqual([KEY]);
  });

  it.each([[[]], [['--yes']]])('drops nothing that is not parked, with %j', async (flags) => {
    const { run, printed } = await createCommand();
    await expect(run('drop', 'nosuch', ...flags)).rejects.toThrow('is named by its key');
    await expect(run('drop', 'parked/nosuch', ...flags)).rejects.toThrow('nothing is parked under parked/nosuch');
    expect(printed).toEqual([]);
  });

  it('shows a body without the signatures of its links', async () => {
    const { run, printed } = await createCommand();
    await run('show', KEY);
    expect(printed).toEqual([{ key: KEY, body: '{"link":"https://files.example/plan.pdf"}' }]);
  });
});
