import { parseArgs } from 'node:util';
import { runCleanupSimulation } from './cleanup/run-cleanup-simulation.ts';
import { runOrderSimulation } from './orders/run-order-simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    actions: { type: 'string' },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    'stop-at-first': { type: 'boolean', default: false },
    cleanup: { type: 'boolean', default: false },
    companies: { type: 'string', default: '2000' },
  },
});

const write = (line: string): boolean => process.stdout.write(`${line}\n`);
const firstSeed = Number(values.seed ?? 1);
const stopAtFirst = values['stop-at-first'];

const result = await (values.cleanup ? simulateCleanup() : simulateOrders());
write(JSON.stringify(result, null, values.json ? 0 : 2));
process.exitCode = result.ok ? 0 : 1;

function simulateOrders() {
  const seeds = Number(values.seeds ?? (values.seed === undefined ? 50 : 1));
  const actions = values.actions === undefined ? {} : { actions: Number(values.actions) };
  return runOrderSimulation({ seeds, firstSeed, write, trace: values.trace, stopAtFirst, ...actions });
}

function simulateCleanup() {
  return runCleanupSimulation({ companies: Number(values.companies), seed: firstSeed, trace: write });
}
