import { type Delivered, isRevision } from '../../../infra/local/day/delivery-log.ts';
import type { Order } from '../../../shared/cubicasa/index.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';
import { matchesFilter } from '../../../shared/delivery/filter.ts';
import { orderFilterSubject } from '../../../shared/delivery/filter-subject.ts';

/** News of an older revision's files may be passed over once a later one went out. */
const ARCHIVED = 'cubicasa.order.archived';

/** Revisions that one destination was given and another, which wants them too, was not. Pure. */
export function findGaps(delivered: readonly Delivered[], destinations: readonly Destination[]): string[] {
  const revisions = delivered.filter((one) => isRevision(one) && one.type !== ARCHIVED);
  return destinations.flatMap(({ name, filter }) => {
    const arrived = new Set(revisions.filter(({ destination }) => destination === name).map(nameOf));
    const wanted = new Set(revisions.filter((one) => matchesFilter(filter, subjectOf(one))).map(nameOf));
    const missing = [...wanted].filter((one) => !arrived.has(one)).map((one) => `[P4] ${name} never got ${one}`);
    const extra = [...arrived].filter((one) => !wanted.has(one)).map((one) => `${name} got ${one} despite its filter`);
    return [...missing, ...extra];
  });
}

/** One revision under two delivery ids at one destination. Pure. */
export function findRenamed(delivered: readonly Delivered[]): string[] {
  const ids = new Map<string, string>();
  return delivered.filter(isRevision).flatMap((one) => {
    const place = `${one.destination}: ${nameOf(one)}`;
    const known = ids.get(place) ?? one.id;
    ids.set(place, known);
    return known === one.id ? [] : [`[P4] two delivery ids at ${place}`];
  });
}

function nameOf({ subject, type, data }: Delivered): string {
  return `${subject} ${data.revision?.sequence} ${type}`;
}

function subjectOf({ type, data }: Delivered) {
  const { account = '', status = null, externalId = null } = data;
  const assets = Array.isArray(data.assets) ? data.assets : [];
  return orderFilterSubject({ type, account, accountLabels: [], order: orderOf(data), status, externalId, assets });
}

/** The simulator's orders never go by reference. */
function orderOf({ order }: Delivered['data']): Order | null {
  return order === undefined || order === null || !('id' in order) ? null : order;
}
