import type { DestinationFilter } from '../../../shared/delivery/destination.ts';
import { matchesFilter } from '../../../shared/delivery/filter.ts';
import { orderFilterSubject } from '../../../shared/delivery/filter-subject.ts';
import { isReference } from '../../../shared/delivery/large-event.ts';
import type { OrderEventContent } from '../../../shared/orders/revision-content.ts';
import type { RevisionItem } from '../../../shared/orders/revision-item.ts';

export interface ChosenRevision {
  readonly revision: RevisionItem;
  readonly content: OrderEventContent;
}

/**
 * The latest revision that the filter lets through: what live deliveries would have left the destination with. None
 * where no revision passes, and none of those whose content is past its retention.
 */
export async function chooseLatest(
  revisions: readonly RevisionItem[],
  passes: (content: OrderEventContent) => boolean,
  load: (revision: RevisionItem) => Promise<OrderEventContent | undefined>,
): Promise<ChosenRevision | undefined> {
  for (const revision of revisions.toReversed()) {
    const content = await load(revision);
    if (content !== undefined && passes(content)) return { revision, content };
  }
  return undefined;
}

/** Whether a destination with this filter gets such an event. Pure. */
export function passesFilter(
  { account, type, data }: OrderEventContent,
  filter: DestinationFilter | undefined,
  accountLabels: readonly string[],
): boolean {
  const { order, status, externalId, assets } = data;
  if (isReference(order) || isReference(assets)) throw new TypeError('stored content holds its order and assets');
  return matchesFilter(filter, orderFilterSubject({ type, account, accountLabels, order, status, externalId, assets }));
}
