import type { Destination } from '../../shared/delivery/destination.ts';
import { selectDestinations } from '../../shared/delivery/filter.ts';
import { orderFilterSubject } from '../../shared/delivery/filter-subject.ts';
import type { Look } from './look.ts';
import type { NewRevision } from './new-revision.ts';

/** Names of the destinations that get a revision: frozen with its claim. */
export function selectReceivers(
  look: Look,
  revision: Pick<NewRevision, 'kind' | 'order' | 'status' | 'externalId' | 'assets'>,
  destinations: readonly Destination[],
): string[] {
  const subject = orderFilterSubject({
    ...revision,
    type: `cubicasa.order.${revision.kind}`,
    account: look.account,
    accountLabels: look.settings.labels,
  });
  const matching = selectDestinations(destinations, subject);
  const receivers = isBackfillOnly(look) ? matching.filter((one) => isWithinBackfill(one, revision)) : matching;
  return receivers.map(({ name }) => name);
}

/** An old order that only `backfill` asks for goes to nobody else. */
function isBackfillOnly(look: Look): boolean {
  const { changes, kept } = look;
  const { content, baseline } = kept.record;
  return wantsBackfill(look) && content === null && baseline && !changes.some(({ cause }) => cause === 'webhook');
}

/** Whether the look is for destinations with `backfill`, in its own time or put off. */
export function wantsBackfill({ changes, answered }: Pick<Look, 'changes' | 'answered'>): boolean {
  return [...changes, ...answered].some(({ backfill }) => backfill === true);
}

function isWithinBackfill({ backfill }: Destination, { order }: Pick<NewRevision, 'order'>): boolean {
  const delivered = order?.info?.first_delivered_at;
  if (backfill === undefined || delivered === undefined || delivered === null) return false;
  return delivered * 1_000 >= Date.parse(backfill.since);
}
