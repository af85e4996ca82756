import { type Command, Option } from 'commander';
import { SWEEP_KINDS, type SweepKind } from '../../../shared/orders/sweep-settings.ts';
import type { CommandContext } from '../command-context.ts';
import { runSweep } from './run-sweep.ts';

export function registerSweepCommand(program: Command, context: CommandContext): void {
  program
    .command('sweep')
    .description("compare CubiCasa's orders with the ledger now; an account's first sweep is its baseline")
    .option('--account <account>', 'whose orders', 'default')
    .addOption(new Option('--kind <kind>', 'how far to look').choices(SWEEP_KINDS).default('open'))
    .action(async ({ account, kind }: { account: string; kind: SweepKind }) => {
      const answer = await runSweep(await context.connect(), account, kind);
      context.print(answer);
      if (answer.outcome === 'parked') process.exitCode = 1;
    });
}
