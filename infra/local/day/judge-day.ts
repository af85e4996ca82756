import type { Order } from '../../../shared/cubicasa/index.ts';
import type { ContentReference } from '../../../shared/delivery/order-event.ts';
import { orderContent } from '../../../shared/orders/order-content.ts';
import { type Delivered, isRevision } from './delivery-log.ts';

export interface DayEvidence {
  /** Orders as they stood before the day and after it. */
  readonly before: readonly Order[];
  readonly after: readonly Order[];
  readonly delivered: readonly Delivered[];
  readonly destinations: readonly ExpectedDestination[];
}

/** A destination whose arrivals are seen, and which orders' last revision it must have. */
export interface ExpectedDestination {
  readonly name: string;
  readonly expects: (order: Order) => boolean;
}

export interface DayVerdict {
  /** `<destination>: <order>` where the last word of an order did not arrive. */
  readonly lost: readonly string[];
  /** Deliveries that came more than once under one id, which at-least-once allows. */
  readonly duplicates: number;
  /** Promises seen broken, in words. */
  readonly broken: readonly string[];
}

/** Holds what arrived against what is true at CubiCasa. Pure. */
export function judgeDay(evidence: DayEvidence): DayVerdict {
  const lost = evidence.destinations.flatMap((destination) => findLost(destination, evidence));
  const fresh = firstArrivals(evidence.delivered);
  return {
    lost,
    duplicates: evidence.delivered.length - fresh.length,
    broken: [
      ...lost.map((entry) => `[P4] the last revision did not arrive at ${entry}`),
      ...findDisorder(fresh),
      ...findRepeats(fresh),
    ],
  };
}

function findLost({ name, expects }: ExpectedDestination, { before, after, delivered }: DayEvidence): string[] {
  const known = new Map(before.map((order) => [order.id, contentOf(order)]));
  const changed = after.filter((order) => known.get(order.id) !== contentOf(order) && expects(order));
  const last = new Map<string, Delivered>();
  for (const entry of delivered.filter((one) => one.destination === name && isRevision(one))) {
    if (sequenceOf(entry) >= sequenceOf(last.get(entry.subject))) last.set(entry.subject, entry);
  }
  return changed.filter((order) => !tellsOf(last.get(order.id), order)).map((order) => `${name}: ${order.id}`);
}

/** A large order goes by reference; that it arrived is then all that is seen here. */
function tellsOf(delivered: Delivered | undefined, order: Order): boolean {
  const told = delivered?.data.order;
  if (told === undefined || told === null) return false;
  return isReference(told) || contentOf(told) === contentOf(order);
}

function isReference(order: Order | ContentReference): order is ContentReference {
  return 'bucket' in order && 'key' in order;
}

function contentOf(order: Order): string {
  return orderContent(order).linkless;
}

function sequenceOf(delivered: Delivered | undefined): string {
  return delivered?.data.revision?.sequence ?? '';
}

function firstArrivals(delivered: readonly Delivered[]): Delivered[] {
  const seen = new Set<string>();
  return delivered.filter(({ destination, id }) => {
    const key = `${destination} ${id}`;
    return !seen.has(key) && seen.add(key);
  });
}

function findDisorder(delivered: readonly Delivered[]): string[] {
  return pairs(delivered)
    .filter(([earlier, later]) => sequenceOf(earlier) > sequenceOf(later))
    .map(([, later]) => `[P4] ${later.destination} got revisions of order ${later.subject} out of order`);
}

function findRepeats(delivered: readonly Delivered[]): string[] {
  return pairs(delivered)
    .filter(([earlier, later]) => sequenceOf(earlier) < sequenceOf(later) && isSameContent(earlier, later))
    .map(([, later]) => `[P5] ${later.destination} got order ${later.subject} twice with the same content`);
}

function isSameContent(earlier: Delivered, later: Delivered): boolean {
  return earlier.data.revision?.hash === later.data.revision?.hash;
}

/** Neighbouring revisions of one order at one destination, in the order of arrival. An event bus keeps no order. */
function pairs(delivered: readonly Delivered[]): [Delivered, Delivered][] {
  const last = new Map<string, Delivered>();
  const found: [Delivered, Delivered][] = [];
  for (const entry of delivered.filter((one) => isRevision(one) && one.type !== ARCHIVED)) {
    const key = `${entry.destination} ${entry.subject}`;
    const earlier = last.get(key);
    if (earlier !== undefined) found.push([earlier, entry]);
    last.set(key, entry);
  }
  return found;
}

const ARCHIVED = 'cubicasa.order.archived';
