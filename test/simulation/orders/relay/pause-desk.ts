import { pauseDestination, resumeDestination } from '../../../../infra/cli/destinations/pause-resume.ts';
import { listAccounts } from '../../../../shared/accounts/account-state.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import type { Pause } from '../scenario/draw-trouble.ts';
import type { EventLoop } from '../time/event-loop.ts';
import type { RelayParts } from './relay-parts.ts';
import { findQueues } from './replay-desk.ts';

/** An operator who pauses destinations and resumes them later, with what the command does. */
export function layOutPauses(pauses: readonly Pause[], parts: RelayParts, loop: EventLoop): void {
  for (const { destination, from, to } of pauses) {
    loop.at(from, () => void pauseDestination({ table: parts.table, now: loop.now }, destination));
    loop.at(to, () => void resume(parts, destination, loop));
  }
}

export async function resume(parts: RelayParts, name: string, { now }: EventLoop): Promise<void> {
  const destination = parts.destinations.find((one) => one.name === name);
  if (destination === undefined) throw new TypeError(`no destination ${name}`);
  const { table, revisions } = parts;
  const deps = { queueFor: findQueues(parts), largeEvents: revisions };
  const replay = `resume-${now()}`;
  await resumeDestination(
    {
      table,
      revisions,
      now,
      listAccounts: () => listAccounts(table),
      send: (content) => sendEvent(content, destination, deps, { replay }),
    },
    name,
    destination.kind,
  );
}
