import { keys } from '../../../../shared/ledger/keys.ts';
import type { RelayParts } from '../relay/relay-parts.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import type { Journal } from '../report/journal.ts';
import type { EventLoop } from '../time/event-loop.ts';

const SWEEP_EVERY_MS = 15 * 60_000;

export function requestSweep(kind: string, { queues }: RelayParts, loop: EventLoop): void {
  const scheduledAt = new Date(loop.now()).toISOString();
  queues.accountJobs.send({ body: JSON.stringify({ v: 1, job: 'order-sweep', kind, scheduledAt }) });
}

/** Plays until then, with an open sweep each quarter of an hour. */
export async function sweepUntil(end: number, parts: RelayParts, loop: EventLoop): Promise<void> {
  while (loop.now() < end) {
    await loop.play(Math.min(end, loop.now() + SWEEP_EVERY_MS));
    requestSweep('open', parts, loop);
  }
}

/** Nobody changes anything until the accounts' existing orders are known. */
export async function takeBaseline(
  accounts: readonly SimulatedAccount[],
  parts: RelayParts,
  journal: Journal,
  loop: EventLoop,
): Promise<void> {
  for (let sweep = 0; sweep < 100; sweep++) {
    requestSweep('open', parts, loop);
    await loop.play(loop.now() + SWEEP_EVERY_MS);
    const baselines = await parts.table.getMany(accounts.map(({ name }) => keys.baseline(name)));
    const isTaken = baselines.every(({ data }) => (data as { completedAt: string | null }).completedAt !== null);
    if (isTaken && baselines.length === accounts.length) return;
  }
  journal.violation('P2', 'the baseline was not taken within a day');
}
