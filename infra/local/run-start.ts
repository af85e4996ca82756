import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addAccount } from '../cli/accounts/add-account.ts';
import { isLoopback, type StartArguments } from './arguments.ts';
import { type Closers, createClosers } from './closers.ts';
import { createRepairCounter } from './count-repairs.ts';
import { ACCOUNT } from './day/account.ts';
import { runDay } from './day/run-day.ts';
import { startSimulator } from './day/simulator.ts';
import type { DaySummary } from './day/summarize-day.ts';
import { describeDelivery } from './describe-delivery.ts';
import { describeTemplate } from './describe-template.ts';
import { explainServer } from './explain-server.ts';
import { openFunctionLog } from './function-log.ts';
import { prepareTemplate } from './prepare/prepare-template.ts';
import type { Printer } from './printer.ts';
import { readyLine } from './ready-line.ts';
import { LOCAL_DIR, type Relay, startRelay } from './relay.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import type { Template } from './template/template.ts';

export interface RunStartOptions {
  readonly wish: StartArguments;
  readonly printer: Printer;
  /** Resolves when the person, or the script, wants the end. */
  readonly stopped: Promise<void>;
  readonly transformTemplate?: ((template: Template) => Template) | undefined;
  readonly localDir?: string | undefined;
}

/** All of `npm start`. @returns whether everything that was seen held */
export async function runStart(options: RunStartOptions): Promise<boolean> {
  const { cubicasaUrl, apiKey = '', allowWrites } = options.wish;
  if (cubicasaUrl !== undefined && !isLoopback(cubicasaUrl)) {
    const { observe } = await import('./observe/observe.ts');
    return observe({ baseUrl: cubicasaUrl, apiKey, allowWrites }, options.printer);
  }
  const closers = createClosers();
  try {
    return cubicasaUrl === undefined
      ? await runScenario(options, closers)
      : await runBeside({ url: cubicasaUrl, apiKey }, options, closers);
  } finally {
    await closers.close();
  }
}

async function runScenario(options: RunStartOptions, closers: Closers): Promise<boolean> {
  const { wish, printer, stopped } = options;
  const repairs = createRepairCounter();
  const starting = startSimulator({ seed: wish.seed });
  starting.catch(() => undefined);
  closers.add(async () => (await starting).close());
  const relay = await openRelay(options, closers, { consumeQueue: true, see: repairs.see });
  const simulator = await starting;
  printer.tell(await readyLine(relay, ACCOUNT, simulator.url));
  sayReady(relay, simulator.url, printer);
  const playing = runDay({ relay, simulator, say: printer.say, repaired: repairs.count });
  playing.catch(() => undefined);
  const summary = await Promise.race([playing, stopped.then(() => undefined)]);
  if (summary === undefined) return true;
  saySummary(summary, printer);
  if (!wish.once) {
    printer.say(`\nThe stack stays up until Ctrl-C. The simulator is driven at ${simulator.controlUrl}.`);
    await stopped;
  }
  printer.tell(summary);
  return summary.ok;
}

/** Another server on this machine, registered with, swept and delivered from until the end. */
async function runBeside(
  server: { readonly url: string; readonly apiKey: string },
  options: RunStartOptions,
  closers: Closers,
): Promise<boolean> {
  const { printer, stopped } = options;
  const relay = await openRelay(options, closers, { consumeQueue: false, see: () => undefined });
  const account = { account: ACCOUNT, apiKey: server.apiKey, baseUrl: server.url, takeOver: true };
  await addAccount(relay.operator, account).catch((error: unknown) => {
    throw explainServer(server.url, error);
  });
  printer.tell(await readyLine(relay, ACCOUNT, server.url));
  sayReady(relay, server.url, printer);
  await stopped;
  for (const problem of relay.problems) printer.say(`  ✗ ${problem}`);
  return relay.problems.length === 0;
}

interface Company {
  readonly consumeQueue: boolean;
  readonly see: ReturnType<typeof createRepairCounter>['see'];
}

async function openRelay(options: RunStartOptions, closers: Closers, { consumeQueue, see }: Company): Promise<Relay> {
  const { wish, printer, localDir = LOCAL_DIR } = options;
  const runDir = join(localDir, `run-${process.pid}`);
  await removeLeftovers(localDir);
  closers.add(() => rm(runDir, { recursive: true, force: true }));
  const { dir: templateDir, made } = await prepareTemplate(join(LOCAL_DIR, 'template'));
  printer.say(made ? 'Functions bundled, template synthesized.' : 'Functions and template are unchanged.');
  const functionLog = openFunctionLog(localDir);
  closers.add(functionLog.close);
  const relay = await startRelay({
    templateDir,
    consumeQueue,
    port: wish.port,
    sweepSeconds: wish.sweepSeconds,
    transformTemplate: options.transformTemplate,
    dataDir: join(runDir, 's3'),
    stateFile: join(localDir, 'stack.json'),
    onDelivered: (delivered) => {
      printer.say(describeDelivery(delivered));
    },
    onEvent: (event) => {
      see(event);
      functionLog.see(event);
      if (event.type === 'denied') printer.say(`  ✗ ${event.message}`);
      if (event.type === 'trouble') printer.say(`  ✗ ${event.source}: ${event.message}`);
    },
  });
  closers.add(relay.close);
  printer.say('The template, resource type by resource type:');
  describeTemplate(relay.stack.resourceTypes).forEach(printer.say);
  printer.say(`Functions log to ${functionLog.path}`);
  return relay;
}

function sayReady({ stack, operator }: Relay, cubicasaUrl: string, { say }: Printer): void {
  say(`Webhooks come in at ${operator.deployment.outputs.webhookBaseUrl}/<account>/<token>`);
  const state = stack.published
    ? 'the state of the stack is in .local/stack.json'
    : 'another stack runs here already, and the relay command works on that one';
  say(`CubiCasa is ${cubicasaUrl}; ${state}`);
  say(
    `AWS is ${stack.state.endpoints.sqs}. Functions, schedules and queues follow a clock that can be moved; timers and long polls keep real time.`,
  );
}

function saySummary(summary: DaySummary, { say }: Printer): void {
  const deliveries = Object.entries(summary.deliveries).map(([name, count]) => `${name} ${count}`);
  say(`\n${summary.orders} orders, ${summary.revisions} revisions; deliveries: ${deliveries.join(', ')}`);
  say(`${summary.sweep.repaired} repaired by the sweep, ${summary.lost} lost, ${summary.duplicates} repeated`);
  const verdicts = Object.entries(summary.cleanup.verdicts).map(([verdict, count]) => `${verdict} ${count}`);
  say(`Cleanup plan ${summary.cleanup.planId ?? '-'} (${summary.cleanup.mode}): ${verdicts.join(', ') || 'none'}`);
  say(summary.ok ? 'Every promise that can be seen here held.' : 'Broken:');
  for (const problem of summary.broken ?? []) say(`  ✗ ${problem}`);
}
