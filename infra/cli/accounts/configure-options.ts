import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { parseCount } from '../parse-count.ts';
import type { Setting, SettingsChange } from './configure-account.ts';

export interface ConfigureOptions {
  readonly labels?: string;
  readonly sweepCalls?: string;
  readonly cleanup?: string;
  readonly rosterKey?: string;
  readonly unset?: readonly (keyof typeof BY_OPTION)[];
  readonly pause?: boolean;
  readonly resume?: boolean;
}

const BY_OPTION = {
  labels: 'labels',
  'sweep-calls': 'sweepCallsPerHour',
  cleanup: 'cleanup',
  'roster-key': 'rosterKey',
} as const satisfies Record<string, Setting>;

export const CONFIGURE_OPTIONS: readonly Option[] = [
  new Option('--labels <labels>', 'for the filters of destinations, by commas'),
  new Option('--sweep-calls <n>', 'API calls that sweeps may make in an hour'),
  new Option('--cleanup <file>', 'JSON: fields of a cleanup policy, over the one of infra/config.ts'),
  new Option('--roster-key <key>', 'its roster in the rosters bucket'),
  new Option('--unset <setting...>', 'back to what infra/config.ts says').choices(Object.keys(BY_OPTION)),
  new Option('--pause', 'stop all work for it; its webhooks are kept').conflicts('resume'),
  new Option('--resume', 'go on, and catch up'),
];

/** @throws TypeError or Error naming the option that is wrong. */
export async function readSettingsChange(account: string, options: ConfigureOptions): Promise<SettingsChange> {
  const { labels, sweepCalls, cleanup, rosterKey, unset = [], pause, resume } = options;
  return {
    account,
    set: {
      ...(labels === undefined ? {} : { labels: parseLabels(labels) }),
      ...(sweepCalls === undefined ? {} : { sweepCallsPerHour: parseCount('--sweep-calls', sweepCalls) }),
      ...(cleanup === undefined ? {} : { cleanup: await readJson('--cleanup', cleanup) }),
      ...(rosterKey === undefined ? {} : { rosterKey }),
    },
    unset: unset.map((option) => BY_OPTION[option]),
    ...(pause || resume ? { paused: pause === true } : {}),
  };
}

function parseLabels(text: string): string[] {
  const labels = text.split(',').map((label) => label.trim());
  return [...new Set(labels.filter((label) => label !== ''))];
}

async function readJson(option: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new TypeError(`${option} ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
