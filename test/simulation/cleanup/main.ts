import { parseArgs } from 'node:util';
import { runCleanupSimulation } from './run-cleanup-simulation.ts';

const { values } = parseArgs({
  options: {
    cleanup: { type: 'boolean' },
    json: { type: 'boolean', default: false },
    companies: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    'stop-at': { type: 'string' },
  },
});

const result = await runCleanupSimulation({
  companies: Number(values.companies),
  seed: Number(values.seed),
  stopAt: values['stop-at'],
  trace: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(`${JSON.stringify(result, null, values.json ? 0 : 2)}\n`);
process.exitCode = result.ok ? 0 : 1;
