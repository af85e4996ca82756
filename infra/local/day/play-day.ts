import { setTimeout as delay } from 'node:timers/promises';
import type { Order } from '../../../shared/cubicasa/index.ts';
import type { Relay } from '../relay.ts';
import { fireJob } from './fire-job.ts';
import type { DayReport, Simulator } from './simulator.ts';

export interface PlayedDay {
  /** Orders as they stood before the day and after it. */
  readonly before: readonly Order[];
  readonly after: readonly Order[];
  readonly report: DayReport;
}

/** More than the ten minutes in which a late webhook still explains what a sweep found. */
const OVER_REPAIR_WINDOW_MS = 11 * 60_000;
const POLL_MS = 150;

/** A day at the company: what happened before, the day itself, what the sweep makes up for. @throws NotSettledError */
export async function playDay(relay: Relay, simulator: Simulator, say: (text: string) => void): Promise<PlayedDay> {
  say('Baseline: orders that were there before are noted, not sent.');
  await sweep(relay);
  const before = await readOrders(simulator);
  say(`The day begins; ${before.length} orders are known.`);
  await simulator.startDay();
  const report = await waitForEvening(relay, simulator);
  await relay.settle();
  say(`The day is over: ${report.webhooks.sent} webhooks sent, ${report.lost.length} never came.`);

  await moveClocks(relay, simulator);
  say('Eleven minutes later the open sweep compares CubiCasa with the ledger.');
  await sweep(relay);
  await moveClocks(relay, simulator);
  return { before, after: await readOrders(simulator), report };
}

async function sweep(relay: Relay): Promise<void> {
  await fireJob(relay, 'order-sweep', 'open');
  await relay.settle();
}

/** The stack's agenda runs with it. */
async function moveClocks({ stack, settle }: Relay, simulator: Simulator): Promise<void> {
  await simulator.moveClock(stack.clock.offsetMs() + OVER_REPAIR_WINDOW_MS);
  await stack.clock.advance(OVER_REPAIR_WINDOW_MS);
  await settle();
}

async function waitForEvening({ problems }: Relay, simulator: Simulator): Promise<DayReport> {
  for (;;) {
    const report = await simulator.day();
    if (report.state === 'done' || problems.length > 0) return report;
    await delay(POLL_MS);
  }
}

async function readOrders(simulator: Simulator): Promise<Order[]> {
  return (await simulator.truth()).orders.map(({ order }) => order);
}
