import { addAccount } from '../../infra/cli/accounts/add-account.ts';
import { type Closers, createClosers } from '../../infra/local/closers.ts';
import { ACCOUNT } from '../../infra/local/day/account.ts';
import { fireJob } from '../../infra/local/day/fire-job.ts';
import { startSimulator } from '../../infra/local/day/simulator.ts';
import { openStack } from './open-stack.ts';
import { awaitTrouble } from './publish/await-trouble.ts';
import { publishDay } from './publish/publish-day.ts';
import { controlSimulator } from './publish/simulator-control.ts';
import { API_FAULTS } from './trouble/api-faults.ts';
import { makeTrouble } from './trouble/make-trouble.ts';
import { planTrouble, type TroubleWish } from './trouble/plan-trouble.ts';
import { comeToRest } from './verify/come-to-rest.ts';
import { judgeLoad, type LoadReport } from './verify/judge-load.ts';

/** Publishes webhooks while processes die and services fail, then verifies every order at every destination by id. */
export async function runLoad(wish: TroubleWish): Promise<LoadReport> {
  const closers = createClosers();
  try {
    return await run(wish, closers);
  } finally {
    await closers.close();
  }
}

async function run(wish: TroubleWish, closers: Closers): Promise<LoadReport> {
  const began = performance.now();
  const simulator = await startSimulator({ seed: wish.seed });
  closers.add(simulator.close);
  const { relay, watch } = await openStack(closers);
  const { url: baseUrl, apiKey } = simulator;
  await addAccount(relay.operator, { account: ACCOUNT, apiKey, baseUrl, takeOver: true });
  await fireJob(relay, 'order-sweep', 'open');
  await relay.settle();
  const before = (await simulator.truth()).orders.map(({ order }) => order);

  const control = controlSimulator(simulator);
  await control.addFaults(API_FAULTS);
  const { stack, operator } = relay;
  const functionNames = operator.deployment.outputs.functions;
  const { seed, webhooks } = wish;
  const { arrived } = watch;
  const trouble = makeTrouble({ plan: planTrouble(wish), stack, functionNames, arrived });
  closers.add(trouble.stop);
  const sent = await publishDay({ relay, simulator, control, seed, webhooks, arrived });
  await awaitTrouble(trouble, stack, simulator);
  const publishSeconds = (performance.now() - began) / 1_000;

  await trouble.stop();
  await control.clearFaults();
  await comeToRest(relay, simulator);
  const after = (await simulator.truth()).orders.map(({ order }) => order);
  return judgeLoad({
    relay,
    before,
    after,
    webhooks: sent,
    killed: trouble.killed,
    failures: watch.failures(),
    struck: await control.struck(),
    seconds: { publish: publishSeconds, all: (performance.now() - began) / 1_000 },
  });
}
