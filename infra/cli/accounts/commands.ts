import type { Command } from 'commander';
import { listAccounts } from '../../../shared/accounts/account-state.ts';
import type { CommandContext } from '../command-context.ts';
import { readSecretInput } from '../read-secret-input.ts';
import { addAccount, fillSecret, requireAccountName } from './add-account.ts';
import { explainUnreachable } from './explain-unreachable.ts';

export function registerAccountCommands(
  program: Command,
  context: CommandContext,
  readKey: (prompt: string) => Promise<string> = readSecretInput,
): void {
  const accounts = program.command('accounts').description('the companies this deployment works for');

  accounts
    .command('add <account>')
    .description(
      'fill the secret, pin the account to its company, register the webhook; the key comes from a prompt or standard input',
    )
    .option('--base-url <url>', 'another host than production')
    .option('--take-over', "replace other systems' webhook registrations")
    .action(async (account: string, options: { baseUrl?: string; takeOver?: boolean }) => {
      requireAccountName(account);
      const connection = await context.connect();
      const added = { account, apiKey: await readKey(`CubiCasa api-key for ${account}: `), ...options };
      try {
        context.print(await addAccount(connection, added));
      } catch (error) {
        throw explainUnreachable(error, (await fillSecret(connection, added)).baseUrl);
      }
    });

  accounts
    .command('list')
    .description('the accounts by name')
    .action(async () => context.print(await listAccounts((await context.connect()).table)));
}
