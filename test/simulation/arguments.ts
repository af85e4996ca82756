import { Command } from 'commander';
import { parseCount } from '../../infra/cli/parse-count.ts';

export interface SimulationArguments {
  readonly seeds?: number;
  readonly seed?: number;
  readonly actions?: number;
  readonly trace: boolean;
  readonly stopAtFirst: boolean;
  readonly cleanup: boolean;
  readonly companies: number;
  readonly json: boolean;
}

/** Ends the process on `--help`, and with one line on standard error where an argument cannot be used. */
export function parseArguments(argv: readonly string[]): SimulationArguments {
  const program = createProgram();
  try {
    return program.parse(argv, { from: 'user' }).opts<SimulationArguments>();
  } catch (error) {
    return program.error(`error: ${error instanceof Error ? error.message : error}`);
  }
}

function createProgram(): Command {
  return new Command('npm run simulate --')
    .description('Plays the relay’s cores under faults; what a seed plays is always the same.')
    .option('--seeds <n>', 'so many histories of orders, a seed each (50, or the one of --seed)', countOf('--seeds'))
    .option('--seed <s>', 'the first seed (1)', countOf('--seed'))
    .option('--actions <n>', 'what people and production do in each seed (700)', countOf('--actions'))
    .option('--trace', 'each step too', false)
    .option('--stop-at-first', 'end with the first seed that fails', false)
    .option('--cleanup', 'random companies and their user cleanup rather than orders', false)
    .option('--companies <n>', 'of --cleanup: so many', countOf('--companies'), 2_000)
    .option('--json', 'the result in one line', false);
}

function countOf(option: string): (text: string) => number {
  return (text) => parseCount(option, text);
}
