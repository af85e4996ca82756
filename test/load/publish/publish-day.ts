import { setTimeout as delay } from 'node:timers/promises';
import type { DayReport, Simulator } from '../../../infra/local/day/simulator.ts';
import type { LocalStack } from '../../../infra/local/stack.ts';
import { moveClocks } from './move-clocks.ts';
import { LOSE_EVERY, ordersFor } from './orders-for.ts';
import type { SimulatorControl } from './simulator-control.ts';

export interface PublishOptions {
  readonly stack: Pick<LocalStack, 'clock'>;
  readonly simulator: Simulator;
  readonly control: SimulatorControl;
  readonly seed: number;
  /** At least so many are sent. */
  readonly webhooks: number;
  /** Webhooks that have arrived so far. */
  readonly arrived: () => number;
}

const SPACING_MS = 45;
const POLL_MS = 250;
/** What a killed process held comes back after six minutes, and sooner than that many webhooks later. */
const STRIDE_MS = 7 * 60_000;
const WEBHOOKS_A_STRIDE = 50;

/** A long day of a company whose clocks run ahead of the machine's. @returns once no webhook is on its way */
export async function publishDay(options: PublishOptions): Promise<DayReport> {
  const { stack, simulator, control, seed, webhooks, arrived } = options;
  await control.startDay({ orders: ordersFor(webhooks, seed), spacingMs: SPACING_MS, loseEvery: LOSE_EVERY });
  let strides = 0;
  for (;;) {
    const report = await simulator.day();
    if (report.state === 'done') return report;
    if (arrived() >= (strides + 1) * WEBHOOKS_A_STRIDE) {
      strides += 1;
      await moveClocks(stack, simulator, STRIDE_MS);
    }
    await delay(POLL_MS);
  }
}
