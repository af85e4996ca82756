import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventContent } from '../../../shared/delivery/event.ts';
import { connectFor } from '../accounts/require-account.ts';
import type { CommandContext } from '../command-context.ts';
import type { Connection } from '../deployment/connect-deployment.ts';
import { queueName, requireDestination } from '../destinations/destination-names.ts';
import { parseCount } from '../parse-count.ts';
import type { ReplayManners } from './replay-history.ts';
import { createReplayPace } from './replay-pace.ts';
import { replayRevisions } from './replay-revisions.ts';

export interface ReplayOptions {
  readonly account: string;
  readonly destination: string;
  readonly sequence?: string;
  readonly since?: string;
  readonly maxWaiting: string;
  readonly yes?: boolean;
}

const PAUSE_MS = 5_000;

/** `relay orders replay`: the answer says where to go on when it stopped before its end. */
export async function runReplay(
  context: CommandContext,
  orderId: string | undefined,
  { yes = false, maxWaiting, ...options }: ReplayOptions,
): Promise<void> {
  refuseMixture(orderId, options);
  const connection = await connectFor(options.account, context);
  const destination = requireDestination(connection.deployment.outputs, options.destination);
  const replay = randomUUID().slice(0, 8);
  const send = (content: EventContent) => connection.sendEvent(content, destination, { replay });
  const deps = {
    ...connection,
    send,
    ...createManners(connection, destination.name, parseCount('--max-waiting', maxWaiting)),
  };
  const { filter } = destination;
  // What is made from now on goes out by itself.
  const until = new Date(connection.now()).toISOString();
  const { deliveries, stopped } = await replayRevisions(deps, { ...options, orderId, until, filter, execute: yes });
  context.print({ dryRun: !yes, count: deliveries.length, deliveries, stopped });
  if (stopped !== null) process.exitCode = 1;
}

/** @throws TypeError where two ways of saying what to replay are mixed. */
function refuseMixture(orderId: string | undefined, { since, sequence }: Pick<ReplayOptions, 'since' | 'sequence'>) {
  if (orderId !== undefined && since !== undefined) throw new TypeError('name an order or --since, not both');
  if (orderId === undefined && sequence !== undefined) throw new TypeError('--sequence needs the order it is of');
}

function createManners(connection: Connection, destination: string, maxWaiting: number): Required<ReplayManners> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const { signal } = interrupt;
  const reader = connection.reader(queueName(destination));
  return {
    pace: createReplayPace(
      {
        depth: async () => countAll(await reader.count()),
        pause: () => sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined),
      },
      { maxWaiting },
    ),
    isInterrupted: () => signal.aborted,
    tell: ({ sent, since }) => process.stderr.write(`relay: ${sent} sent; --since ${since} goes on from here\n`),
  };
}

function countAll({ waiting, inFlight }: { readonly waiting: number; readonly inFlight: number }): number {
  return waiting + inFlight;
}
