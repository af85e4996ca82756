import type { Command } from 'commander';
import { requireAccount } from '../accounts/require-account.ts';
import { type AddCommand, withCommonFlags } from './command-flags.ts';
import { registerLeaverCommands } from './leaver-commands.ts';
import type { Outcome } from './outcome.ts';
import { registerPlanCommands } from './plan-commands.ts';
import { registerStopCommands } from './stop-commands.ts';
import type { UsersContext } from './users-context.ts';

/** `relay users …`: what changes something says first what it would do, and does it with `--yes`. */
export function register(program: Command, context: UsersContext): void {
  const users = program.command('users').description('who should no longer be a CubiCasa user');
  const add: AddCommand = (name, about, run) =>
    withCommonFlags(users.command(name).description(about)).action(async (...given: unknown[]) => {
      const argument = typeof given[0] === 'string' ? given[0] : '';
      const flags = (given.at(-1) as Command).optsWithGlobals() as Parameters<typeof run>[1];
      const deps = await context.open();
      await requireAccount(deps.table, flags.account);
      print(await run(deps, flags, argument), flags.json === true);
    });
  registerPlanCommands(add);
  registerLeaverCommands(add);
  registerStopCommands(add);
}

function print({ json, text }: Outcome, asJson: boolean): void {
  process.stdout.write(`${asJson ? JSON.stringify(json) : text}\n`);
}
