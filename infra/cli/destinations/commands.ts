import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { listAccounts } from '../../../shared/accounts/account-state.ts';
import { connectFor } from '../accounts/require-account.ts';
import type { CommandContext } from '../command-context.ts';
import { requireDestination } from './destination-names.ts';
import { listDestinations } from './list-destinations.ts';
import { pauseDestination, resumeDestination } from './pause-resume.ts';
import { testEvent } from './test-event.ts';

export function registerDestinationCommands(program: Command, context: CommandContext): void {
  const destinations = program.command('destinations').description('where events go');

  destinations
    .command('list')
    .description('state, what is left for each, and what to do next')
    .action(async () => context.print(await listDestinations(await context.connect())));

  destinations
    .command('test <name>')
    .description('send it an event of the type cubicasa.relay.test')
    .option('--account <account>', 'whose event it says it is', 'default')
    .action(async (name: string, { account }: { account: string }) => {
      const { deployment, sendEvent, now } = await connectFor(account, context);
      const requestId = randomUUID().slice(0, 8);
      const content = testEvent(account, requestId, now());
      await sendEvent(content, requireDestination(deployment.outputs, name));
      context.print({ sent: content.subject, destination: name });
    });

  destinations
    .command('pause <name>')
    .description('note its deliveries instead of sending them')
    .action(async (name: string) => {
      const connection = await context.connect();
      requireDestination(connection.deployment.outputs, name);
      await pauseDestination(connection, name);
      context.print({ paused: name });
    });

  destinations
    .command('resume <name>')
    .description('send what was noted, in order, and go on')
    .action(async (name: string) => {
      const { deployment, sendEvent, ...connection } = await context.connect();
      const destination = requireDestination(deployment.outputs, name);
      const replay = randomUUID().slice(0, 8);
      const deps = {
        ...connection,
        listAccounts: () => listAccounts(connection.table),
        send: (content: Parameters<typeof sendEvent>[0]) => sendEvent(content, destination, { replay }),
      };
      context.print({ resumed: name, sent: await resumeDestination(deps, name, destination.kind) });
    });
}
