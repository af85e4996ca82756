import { parseArgs } from 'node:util';
import { ControlError, parseSwitches } from './company/parse-switches.ts';
import { type Switches, switchTable } from './company/switches.ts';

export interface SimulatorArguments {
  readonly port: number;
  readonly assetsPort: number;
  readonly seed: number;
  readonly scenario: 'none' | 'day';
  readonly empty: boolean;
  /** Ends when standard input does: it belongs to the process that started it. */
  readonly attached: boolean;
  readonly help: boolean;
  readonly switches: Partial<Switches>;
}

export const USAGE = `A CubiCasa of this project's own: all 27 operations of the Integrate API, webhooks and files.

  npm run simulator -- [--port N] [--assets-port N] [--seed S] [--scenario none|day] [--empty] [--attached] [--switch name=value ...]

  --port         port of the API and of the control address; any free one when left out
  --assets-port  port of the file host
  --seed         a whole number; the same seed gives the same company, keys and faults (1)
  --scenario     day: play the scripted day at once (none)
  --empty        no users and no old orders
  --attached     end when standard input ends
  --switch       answer to an open question, e.g. --switch paginationOffset=skipping; GET /_simulator/switches lists all
`;

/** @throws ControlError saying which argument is wrong. */
export function parseArguments(argv: readonly string[]): SimulatorArguments {
  const { values } = parseFlags(argv);
  return {
    port: readWhole(values.port, 'port', 0, 65_535),
    assetsPort: readWhole(values['assets-port'], 'assets-port', 0, 65_535),
    seed: readWhole(values.seed, 'seed', 1, Number.MAX_SAFE_INTEGER),
    scenario: readScenario(values.scenario),
    empty: values.empty === true,
    attached: values.attached === true,
    help: values.help === true,
    switches: parseSwitches(Object.fromEntries((values.switch ?? []).map(readSwitch))),
  };
}

function parseFlags(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const yes = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: text,
        'assets-port': text,
        seed: text,
        scenario: text,
        empty: yes,
        attached: yes,
        help: yes,
        switch: { type: 'string', multiple: true },
      },
    });
  } catch (error) {
    throw new ControlError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readWhole(text: string | undefined, name: string, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new ControlError(`--${name} must be a whole number up to ${most}`);
  return value;
}

function readScenario(text: string | undefined): 'none' | 'day' {
  if (text === undefined || text === 'none' || text === 'day') return text ?? 'none';
  throw new ControlError('--scenario must be none or day');
}

function readSwitch(text: string): [string, unknown] {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  const kind = Object.hasOwn(switchTable, name) ? switchTable[name as keyof Switches].kind : undefined;
  if (kind === 'amount') return [name, Number(value)];
  if (kind === 'flag') return [name, value === 'true'];
  return [name, kind === 'names' ? value.split(',') : value];
}
