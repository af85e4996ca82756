import { parseArguments } from './arguments.ts';
import { runCleanupSimulation } from './cleanup/run-cleanup-simulation.ts';
import { runOrderSimulation } from './orders/run-order-simulation.ts';

const {
  seed,
  seeds = seed === undefined ? 50 : 1,
  companies,
  cleanup,
  json,
  ...manners
} = parseArguments(process.argv.slice(2));
const firstSeed = seed ?? 1;
const write = (line: string): boolean => process.stdout.write(`${line}\n`);

const result = await (cleanup
  ? runCleanupSimulation({ companies, seed: firstSeed, trace: write })
  : runOrderSimulation({ seeds, firstSeed, write, ...manners }));
write(JSON.stringify(result, null, json ? 0 : 2));
process.exitCode = result.ok ? 0 : 1;
