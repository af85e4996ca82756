import { Command } from 'commander';
import { redact } from '../../shared/telemetry/redact.ts';
import { acceptGlobalsAnywhere } from './accept-globals-anywhere.ts';
import { registerAccountCommands } from './accounts/commands.ts';
import { registerApiCommand } from './api/commands.ts';
import { createCommandContext, type GlobalOptions } from './command-context.ts';
import { registerDestinationCommands } from './destinations/commands.ts';
import { registerDlqCommands } from './dlq/commands.ts';
import { registerDoctorCommand } from './doctor/commands.ts';
import { explainCredentials } from './explain-credentials.ts';
import { explainFailure } from './explain-failure.ts';
import { registerLedgerCommands } from './ledger/commands.ts';
import { registerOrderCommands } from './orders/commands.ts';
import { registerParkedCommands } from './parked/commands.ts';
import { registerSweepCommand } from './sweep/commands.ts';
import { register as registerUserCommands } from './users/commands.ts';

const program = new Command('relay')
  .description('operate cubicasa-relay: the local stack where one runs here, AWS with --aws or --profile')
  .option('--aws', 'work on AWS, with the credentials of the environment')
  .option('--profile <name>', 'work on AWS, with this profile')
  .option('--region <region>', 'the region of the stack')
  .option('--stack <name>', 'the name of the stack, where infra/config.ts does not say it')
  .option('--json', 'one JSON value a line');

let globals: GlobalOptions = {};
program.hook('preAction', (_program, acting) => {
  globals = acting.optsWithGlobals();
});
const context = createCommandContext(
  () => globals,
  (text) => process.stdout.write(text),
);
registerAccountCommands(program, context);
registerOrderCommands(program, context);
registerSweepCommand(program, context);
registerDestinationCommands(program, context);
registerParkedCommands(program, context);
registerDlqCommands(program, context);
registerUserCommands(program, {
  open: async () => {
    const connection = await context.connect();
    return { ...connection, userDeletions: connection.queue('user-deletions.fifo') };
  },
});
registerLedgerCommands(program, context);
registerDoctorCommand(program, context);
registerApiCommand(program, context);
acceptGlobalsAnywhere(program);

try {
  await program.parseAsync();
} catch (failure) {
  const error = explainCredentials(failure, globals.profile ?? process.env.AWS_PROFILE);
  process.stderr.write(`relay: ${redact(explainFailure(error))}\n`);
  process.exitCode = 1;
}
