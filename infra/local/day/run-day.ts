import { addAccount } from '../../cli/accounts/add-account.ts';
import { describeDeadLetters, type Relay } from '../relay.ts';
import { ACCOUNT } from './account.ts';
import { gatherArchive } from './gather-archive.ts';
import { gatherBusEvents } from './gather-bus-events.ts';
import { judgeDay } from './judge-day.ts';
import { planCleanup } from './plan-cleanup.ts';
import { type PlayedDay, playDay } from './play-day.ts';
import { readRouting } from './read-routing.ts';
import type { Simulator } from './simulator.ts';
import { type DaySummary, summarizeDay } from './summarize-day.ts';

export interface RunDayOptions {
  readonly relay: Relay;
  readonly simulator: Simulator;
  readonly say: (text: string) => void;
  /** Repairs that the stack reported. */
  readonly repaired: () => number;
}

/** Adds the account as an operator would, plays the day, and judges it by what arrived. */
export async function runDay({ relay, simulator, say, repaired }: RunDayOptions): Promise<DaySummary> {
  const stopped: string[] = [];
  let day: PlayedDay = NO_DAY;
  let plan: Awaited<ReturnType<typeof planCleanup>>;
  try {
    const { url: baseUrl, apiKey } = simulator;
    await addAccount(relay.operator, { account: ACCOUNT, apiKey, baseUrl, takeOver: true });
    say(`Account ${ACCOUNT} is added and its webhook registered.`);
    day = await playDay(relay, simulator, say);
    plan = await planCleanup(relay, ACCOUNT, day.report.roster);
  } catch (error) {
    stopped.push(error instanceof Error ? error.message : String(error));
  }
  const routing = readRouting(relay.stack.functions.definitions);
  const delivered = [...relay.deliveries.all, ...gatherBusEvents(relay.stack, routing)];
  const verdict = judgeDay({ ...day, delivered, destinations: routing.expected });
  const deadLetters = describeDeadLetters(await relay.readDepths());
  const problems = [...new Set([...relay.problems, ...stopped, ...deadLetters])];
  const archived = await gatherArchive(relay);
  return summarizeDay({ day, verdict, delivered, archived, repaired: repaired(), plan, problems });
}

const NO_DAY: PlayedDay = {
  before: [],
  after: [],
  report: { state: 'running', roster: [], lost: [], webhooks: { sent: 0, acknowledged: 0 } },
};
