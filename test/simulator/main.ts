import { parseArguments, type SimulatorArguments, USAGE } from './arguments.ts';
import { ControlError } from './company/parse-switches.ts';
import { PortInUseError } from './server/listen.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

async function main(): Promise<void> {
  const wish = parseArguments(process.argv.slice(2));
  if (wish.help) process.stdout.write(USAGE);
  else await run(wish);
}

async function run({ scenario, attached, ...options }: SimulatorArguments): Promise<void> {
  let stop = (): void => {};
  const simulator = await startSimulator({ ...options, onShutdown: () => setImmediate(() => stop()) });
  stop = (): void => {
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  if (attached) process.stdin.once('close', stop).resume();
  if (scenario === 'day') await startDay(simulator);
  const { url, assetsUrl, controlUrl, apiKey } = simulator;
  process.stdout.write(`${JSON.stringify({ ready: true, url, assetsUrl, controlUrl, apiKey })}\n`);
}

async function startDay({ controlUrl }: Simulator): Promise<void> {
  await fetch(`${controlUrl}/scenarios/day`, { method: 'POST' });
}

main().catch((error: unknown) => {
  const expected = error instanceof PortInUseError || error instanceof ControlError;
  process.stderr.write(`simulator: ${expected ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
