import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Outcome } from './outcome.ts';
import type { UsersDeps } from './users-context.ts';

export interface CommonFlags {
  readonly account: string;
  readonly json?: boolean;
  readonly by: string;
  readonly yes?: boolean;
}

/** Adds `relay users <name>`; its first argument, if any, comes last. */
export type AddCommand = <Flags extends CommonFlags>(
  name: string,
  about: string,
  run: (deps: UsersDeps, flags: Flags, argument: string) => Promise<Outcome>,
) => Command;

export function withCommonFlags(command: Command): Command {
  return command
    .option('--account <name>', 'which account', 'default')
    .option('--by <name>', 'who decides', userInfo().username)
    .option('--yes', 'do it; without it only say what would be done')
    .option('--json', 'as JSON');
}

export function isDryRun({ yes }: CommonFlags): boolean {
  return yes !== true;
}
