import { pauseDestination, resumeDestination } from '../../../../infra/cli/destinations/pause-resume.ts';
import { listAccounts } from '../../../../shared/accounts/account-state.ts';
import { deliveryId, type EventContent } from '../../../../shared/delivery/event.ts';
import { sendEvent } from '../../../../shared/delivery/send-event.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { parseOrderRecord } from '../../../../shared/orders/order-record.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { Pause } from '../scenario/draw-trouble.ts';
import type { RelayParts } from './relay-parts.ts';
import { findQueues } from './replay-desk.ts';

type Desk = Pick<Platform, 'loop' | 'journal'>;

/** An operator who pauses destinations and resumes them later, with what the command does. */
export function layOutPauses(pauses: readonly Pause[], parts: RelayParts, { loop, journal }: Desk): void {
  for (const { destination, from, to } of pauses) {
    loop.at(from, () => void pauseDestination({ table: parts.table, now: loop.now }, destination));
    loop.at(to, () => void resume(parts, destination, { loop, journal }));
  }
}

export async function resume(parts: RelayParts, name: string, { loop, journal }: Desk): Promise<void> {
  const { now } = loop;
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
      async send(content) {
        if (await isUnsettled(content, name, parts)) journal.excuse(deliveryId(content, name));
        await sendEvent(content, destination, deps, { replay });
      },
    },
    name,
    destination.kind,
  );
}

/** A look that noted it and ended, or heard of a failure, before it could say so will send it once more. */
async function isUnsettled(content: EventContent, destination: string, { table }: RelayParts): Promise<boolean> {
  const { account, subject, sequence } = content;
  const item = await table.get(keys.order(account, subject));
  if (item === undefined) return false;
  const { pending, unsent } = parseOrderRecord(item);
  return (
    pending?.sequence === sequence || unsent.some((one) => one.destination === destination && one.sequence === sequence)
  );
}
