import type { Command } from 'commander';
import { listAccounts } from '../../../shared/accounts/account-state.ts';
import { loadConfig } from '../../load-config.ts';
import type { CommandContext } from '../command-context.ts';
import { readSecretInput } from '../read-secret-input.ts';
import { addAccount, fillSecret, requireAccountName } from './add-account.ts';
import { configureAccount } from './configure-account.ts';
import { CONFIGURE_OPTIONS, type ConfigureOptions, readSettingsChange } from './configure-options.ts';
import { explainRefusal } from './explain-refusal.ts';
import { repinAccount } from './repin-account.ts';
import { connectFor } from './require-account.ts';

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
        throw explainRefusal(error, account, (await fillSecret(connection, added)).baseUrl);
      }
    });

  const configure = accounts
    .command('configure <account>')
    .description('what the account has beyond the defaults of infra/config.ts; without an option, how it stands')
    .action(async (account: string, options: ConfigureOptions) => {
      const change = await readSettingsChange(account, options);
      const { table, now } = await context.connect();
      const { cleanup } = await loadConfig();
      context.print(await configureAccount({ table, cleanup, now }, change));
    });
  for (const option of CONFIGURE_OPTIONS) configure.addOption(option);

  accounts
    .command('repin <account>')
    .description('take the company that its key opens for the account’s own, though it looks like another one')
    .option('--new-key', 'by another key than the secret’s, from a prompt or standard input')
    .option('--yes', 'do it; without it the command only says how things stand')
    .action(async (account: string, { newKey = false, yes = false }: { newKey?: boolean; yes?: boolean }) => {
      const connection = await connectFor(account, context);
      const apiKey = newKey ? await readKey(`CubiCasa api-key for ${account}: `) : undefined;
      context.print(await repinAccount(connection, { account, apiKey, execute: yes }));
    });

  accounts
    .command('list')
    .description('the accounts by name')
    .action(async () => context.print(await listAccounts((await context.connect()).table)));
}
