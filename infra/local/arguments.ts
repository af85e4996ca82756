import { parseArgs } from 'node:util';

export interface StartArguments {
  readonly help: boolean;
  /** End after the scenario. */
  readonly once: boolean;
  /** One JSON object a line. */
  readonly json: boolean;
  /** Another server than the simulator. */
  readonly cubicasaUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly allowWrites: boolean;
  readonly port: number | undefined;
  readonly sweepSeconds: number | undefined;
  readonly seed: number;
}

/** What was given on the command line cannot be used; the message says which flag. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `npm start -- [flags]

  --once              end after the scripted day; exit 1 if a promise was seen broken
  --json              one JSON object a line
  --port N            port of the webhook (any free one)
  --sweep-seconds N   seconds between open sweeps (as the template says)
  --seed N            another day of the simulator (1)
  --cubicasa-url URL  another server that speaks the API; one that is not on this machine is only read
  --api-key KEY       its key (CUBICASA_API_KEY)
  --allow-writes      lift the guard against writes to such a server; it is never registered with
`;

/** @throws UsageError naming the flag */
export function parseArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartArguments {
  const given = readFlags(argv);
  const cubicasaUrl = given['cubicasa-url'];
  const apiKey = given['api-key'] ?? env.CUBICASA_API_KEY;
  if (cubicasaUrl !== undefined && !isHttpAddress(cubicasaUrl))
    throw new UsageError('--cubicasa-url must be an http or https address without user, password or query');
  if (cubicasaUrl !== undefined && !apiKey) throw new UsageError('--cubicasa-url needs CUBICASA_API_KEY or --api-key');
  return {
    help: given.help === true,
    once: given.once === true,
    json: given.json === true,
    cubicasaUrl,
    apiKey,
    allowWrites: given['allow-writes'] === true,
    port: readNumber('--port', given.port, 65_535),
    sweepSeconds: readNumber('--sweep-seconds', given['sweep-seconds'], 86_400),
    seed: readNumber('--seed', given.seed, Number.MAX_SAFE_INTEGER) ?? 1,
  };
}

function readFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  const options = {
    help: yes,
    once: yes,
    json: yes,
    'allow-writes': yes,
    'cubicasa-url': text,
    'api-key': text,
    port: text,
    'sweep-seconds': text,
    seed: text,
  } as const;
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readNumber(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most)
    throw new UsageError(`${flag} must be a number from 1 to ${most}`);
  return value;
}

function isHttpAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
}

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** A server on this machine may be written to; any other is only observed unless writes are allowed. */
export function isLoopback(url: string): boolean {
  return LOOPBACK_HOSTS.includes(new URL(url).hostname);
}
