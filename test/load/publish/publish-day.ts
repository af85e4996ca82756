import { setTimeout as delay } from 'node:timers/promises';
import type { DayReport, Simulator } from '../../../infra/local/day/simulator.ts';
import type { Relay } from '../../../infra/local/relay.ts';
import { moveClocks } from './move-clocks.ts';
import { LOSE_EVERY, ordersFor } from './orders-for.ts';
import type { SimulatorControl } from './simulator-control.ts';

export interface PublishOptions {
  readonly relay: Pick<Relay, 'stack' | 'readDepths'>;
  readonly simulator: Simulator;
  readonly control: SimulatorControl;
  readonly seed: number;
  /** At least so many are sent. */
  readonly webhooks: number;
  /** Webhooks that have arrived so far. */
  readonly arrived: () => number;
}

const TICK_MS = 200;
const STEPS_A_TICK = 10;
/** The day goes on while fewer messages wait for order-fan-out: a slow machine gets a long day, not an endless queue. */
const MOST_WAITING = 80;
/** What a killed process held comes back after six minutes, and sooner than that many webhooks later. */
const STRIDE_MS = 7 * 60_000;
const WEBHOOKS_A_STRIDE = 50;
/** Killed processes may hold all that waits: where nothing runs any more, the clock alone goes on. */
const IDLE_TICKS = 5;

/** A long day of a company whose clocks run ahead of the machine's. @returns once no webhook is on its way */
export async function publishDay(options: PublishOptions): Promise<DayReport['webhooks']> {
  const { relay, simulator, control, seed, webhooks, arrived } = options;
  await control.startDay({ orders: ordersFor(webhooks, seed), loseEvery: LOSE_EVERY });
  let nextStride = WEBHOOKS_A_STRIDE;
  let idleTicks = 0;
  for (;;) {
    if ((await readWaiting(relay)) < MOST_WAITING) {
      const report = await control.playSteps(STEPS_A_TICK);
      if (report.state === 'done') return report.webhooks;
    }
    idleTicks = relay.stack.functions.running() === 0 ? idleTicks + 1 : 0;
    if (idleTicks === IDLE_TICKS || arrived() >= nextStride) {
      nextStride = arrived() + WEBHOOKS_A_STRIDE;
      idleTicks = 0;
      await moveClocks(relay.stack, simulator, STRIDE_MS);
    }
    await delay(TICK_MS);
  }
}

async function readWaiting({ readDepths }: Pick<Relay, 'readDepths'>): Promise<number> {
  return (await readDepths())['order-changes.fifo'] ?? 0;
}
