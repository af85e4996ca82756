import { redriveAll } from '../relay/dead-letter-desk.ts';
import type { RelayParts } from '../relay/relay-parts.ts';
import { replaySince } from '../relay/replay-desk.ts';
import type { Journal } from '../report/journal.ts';
import type { Scenario } from '../scenario/draw-scenario.ts';
import { outlastsDeadLetters } from '../scenario/outlasts-dead-letters.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { requestSweep, sweepUntil } from './sweeps.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const POISON_MS = 8 * DAY_MS;

/**
 * Two hours of open sweeps and one deep one, which has to find what no list shows: later ones would make up for what it
 * let slip. Then days, long enough for every backoff that is not a product's.
 */
export async function settle(
  scenario: Scenario,
  mend: readonly (() => void)[],
  parts: RelayParts,
  journal: Journal,
  loop: EventLoop,
): Promise<void> {
  await sweepUntil(loop.now() + 2 * HOUR_MS, parts, loop);
  requestSweep('deep', parts, loop);
  await loop.play(loop.now() + 3 * DAY_MS);
  const mendBy = loop.now() + POISON_MS;
  for (const end of outageEnds(scenario)) {
    if (mend.length > 0 && end > mendBy && loop.now() < mendBy) await mendAt(mendBy, mend, parts, loop);
    await loop.play(end + DAY_MS);
    await redriveAll(parts, `redrive-${end}`);
  }
  for (const end of mend) end();
  await recover(scenario, parts, journal, loop);
  requestSweep('open', parts, loop);
  requestSweep('full', parts, loop);
  // Half a minute more, so that what the agenda's last minute sent is worked off.
  await loop.play(loop.now() + DAY_MS + MINUTE_MS / 2);
}

/** What no read is answered of is mended before its dead letter runs out of retention, however long somebody else is down. */
async function mendAt(at: number, mend: readonly (() => void)[], parts: RelayParts, loop: EventLoop): Promise<void> {
  await loop.play(at);
  for (const end of mend) end();
  await redriveAll(parts, 'redrive-mended');
}

/** When each consumer that was down came back, the first first: its operator redrives then. */
function outageEnds({ consumers }: Scenario): number[] {
  return Object.values(consumers)
    .flatMap(({ down }) => down?.to ?? [])
    .sort((one, other) => one - other);
}

/** What an operator does after an outage: dead letters go again, and where even they ran out, what is stored does. */
async function recover(scenario: Scenario, parts: RelayParts, journal: Journal, loop: EventLoop): Promise<void> {
  for (const requestId of ['redrive-1', 'redrive-2']) {
    await redriveAll(parts, requestId);
    await loop.play(loop.now() + DAY_MS / 2);
  }
  for (const destination of parts.destinations) {
    if (outlastsDeadLetters(scenario, destination.name))
      await replaySince(parts, destination, scenario.startsAt - 14 * DAY_MS, journal);
  }
}
