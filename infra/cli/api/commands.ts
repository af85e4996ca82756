import type { Command } from 'commander';
import { parseAccountSecret } from '../../../shared/accounts/account-secret.ts';
import { connectFor } from '../accounts/require-account.ts';
import type { CommandContext } from '../command-context.ts';
import { callApi, requireOperation } from './call-api.ts';

interface ApiOptions {
  readonly account: string;
  readonly param: readonly string[];
  readonly query: readonly string[];
  readonly body?: string;
  readonly allowUnverified?: boolean;
  readonly yes?: boolean;
}

const collect = (pair: string, pairs: readonly string[]): readonly string[] => [...pairs, pair];

export function registerApiCommand(program: Command, context: CommandContext): void {
  program
    .command('api <operation>')
    .description("call one of CubiCasa's operations with an account's key; writes need --yes")
    .option('--account <account>', 'whose key', 'default')
    .option('--param <name=value>', 'a parameter of the path, e.g. order_id=…', collect, [])
    .option('--query <name=value>', 'a parameter of the query', collect, [])
    .option('--body <json>', 'the body, a JSON object')
    .option('--allow-unverified', 'call a path that nobody has confirmed')
    .option('--yes', 'send a write')
    .action(async (name: string, { account, param, query, body, allowUnverified = false, yes = false }: ApiOptions) => {
      const call = {
        operation: requireOperation(name),
        params: parsePairs('--param', param),
        query: parsePairs('--query', query),
        body: body === undefined ? undefined : parseBody(body),
        allowUnverified,
        execute: yes,
      };
      const { accountClients, readSecret } = await connectFor(account, context);
      const client = await accountClients.open(account);
      context.print(await callApi(client, call, tokensOf(await readSecret(account))));
    });
}

function tokensOf(secret: string | undefined): readonly string[] {
  if (secret === undefined) return [];
  const { webhookToken, previousWebhookToken = '' } = parseAccountSecret(secret);
  return [webhookToken, previousWebhookToken];
}

function parsePairs(option: string, pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new TypeError(`${option} takes name=value`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function parseBody(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below: a parser's message would quote the body.
  }
  throw new TypeError('--body must be a JSON object');
}
