import type { DestinationKind } from '../../../shared/delivery/destination.ts';
import type { DestinationState, NotedDelivery } from '../../../shared/delivery/destination-state.ts';
import type { EventContent } from '../../../shared/delivery/event.ts';
import { pauseDestination as markPaused } from '../../../shared/delivery/note-paused.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { Table } from '../../../shared/ledger/table.ts';
import { loadContent } from '../../../shared/orders/revision-content.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';

export interface PauseDeps {
  readonly table: Table;
  readonly now: () => number;
}

export interface ResumeDeps extends PauseDeps {
  readonly revisions: Bucket;
  readonly listAccounts: () => Promise<readonly string[]>;
  /** Puts stored content on the destination's queue under the delivery id it always has. */
  readonly send: (content: EventContent) => Promise<void>;
}

/** From now on deliveries are noted in the ledger instead of sent. */
export async function pauseDestination({ table, now }: PauseDeps, name: string): Promise<void> {
  await markPaused(table, name, 'operator', now());
}

/**
 * Sends what was noted, each order's revisions in order, and goes on. A consumer outside gets the noted ones before
 * anything new; functions of ours note while the pause lasts, so they are woken first and skip what is overtaken.
 */
export async function resumeDestination(deps: ResumeDeps, name: string, kind: DestinationKind): Promise<number> {
  const before = kind === 'queue' ? await sendUntilNoneIsNoted(deps, name) : 0;
  const data: DestinationState = { v: 1, state: 'active', since: new Date(deps.now()).toISOString() };
  await deps.table.put({ ...keys.destination(name), data }, 'any');
  return before + (await sendNoted(deps, name));
}

/** What is noted while a pass sends must go before anything that is sent once the pause is over. */
async function sendUntilNoneIsNoted(deps: ResumeDeps, name: string): Promise<number> {
  let sent = 0;
  for (let pass = await sendNoted(deps, name); pass > 0; pass = await sendNoted(deps, name)) sent += pass;
  return sent;
}

async function sendNoted(deps: ResumeDeps, name: string): Promise<number> {
  let sent = 0;
  for (const account of await deps.listAccounts()) {
    let after: string | undefined;
    do {
      const page = await deps.table.list(keys.paused(account, name), { after });
      for (const item of page.items) {
        const { contentKey } = item.data as NotedDelivery;
        await deps.send(await loadContent(deps.revisions, contentKey));
        await deps.table.remove({ pk: item.pk, sk: item.sk }, 'any');
        sent += 1;
      }
      after = page.next;
    } while (after !== undefined);
  }
  return sent;
}
