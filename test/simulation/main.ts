import { parseArgs } from 'node:util';
import { runOrderSimulation } from './orders/run-order-simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    'stop-at-first': { type: 'boolean', default: false },
  },
});

const write = (line: string): boolean => process.stdout.write(`${line}\n`);
const firstSeed = Number(values.seed ?? 1);
const seeds = Number(values.seeds ?? (values.seed === undefined ? 50 : 1));
const result = await runOrderSimulation({
  seeds,
  firstSeed,
  write,
  trace: values.trace,
  stopAtFirst: values['stop-at-first'],
});
write(JSON.stringify(result, null, values.json ? 0 : 2));
process.exitCode = result.ok ? 0 : 1;
