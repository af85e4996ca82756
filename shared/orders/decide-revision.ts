import type { Order } from '../cubicasa/index.ts';
import type { AgendaEntry } from './agenda.ts';
import { type Difference, diffCanonical } from './diff-orders.ts';
import { differsFromListed } from './differs-from-listed.ts';
import { assetPlace, flattenAssets } from './flatten-assets.ts';
import { stripLink, stripQuery } from './link.ts';
import type { LinkBehaviour } from './link-behaviour.ts';
import { type OrderChange, tellsOfChange } from './order-change.ts';
import { canonicalOrder, listHashes, type OrderContent, orderContent } from './order-content.ts';
import type { OrderRecord } from './order-record.ts';
import { isOwedLook } from './owed-look.ts';
import { type RevisionKind, revisionKind } from './revision-kind.ts';

/** Validators by asset place, as far as they could be read. */
export type Validators = Readonly<Record<string, string>>;

export interface Situation {
  readonly record: OrderRecord;
  readonly order: Order;
  readonly causes: readonly OrderChange[];
  /** Agenda entries of this order that the read answers. */
  readonly answered: readonly AgendaEntry[];
  readonly links: LinkBehaviour;
  /** Lists show of an order what a read shows. */
  readonly listsAsRead: boolean;
  /** Absent until asked for by the decision `read-validators`. */
  readonly validators?: Validators | undefined;
  /** Further reads, each asked for by the decision `read-again`; null where one failed. */
  readonly again?: readonly (Order | null)[] | undefined;
  /** The order as of the last revision, where there was one and the content differs. */
  readonly previous?: Order | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

export type Decision =
  /** Nothing new. `hinted` asks for another look, since a webhook said that there was. */
  | { readonly do: 'keep'; readonly hinted: boolean; readonly links?: LinkBehaviour }
  /**
   * The content becomes known without a revision: an old order of the baseline. `tentative` where it may have changed
   * since the baseline all the same: links that nobody listed, or that may be an edit's.
   */
  | { readonly do: 'adopt'; readonly tentative: boolean }
  /** A second read a minute later must agree first. */
  | { readonly do: 'confirm' }
  | { readonly do: 'read-validators' }
  /** Links changed on an account about which nothing is known: do they change on every read? */
  | { readonly do: 'read-again' }
  | {
      readonly do: 'revise';
      readonly kind: RevisionKind;
      readonly differences: readonly Difference[];
      readonly links?: LinkBehaviour;
    };

export const CONFIRM_AFTER_MS = 60_000;
const CONFIRM_SLACK_MS = 5_000;
const RECENT_MS = 3_600_000;

/** Whether what was read is a new revision, by content alone. Pure; asks for validators only where they can decide. */
export function decideRevision(situation: Situation): Decision {
  const { record, order } = situation;
  const content = orderContent(order);
  if (record.content === null) return decideFirst(situation);
  if (isSameContent(record.content, content, situation.links)) return decideUnchanged(situation);
  return decideChanged(situation, content);
}

export function isSameContent(known: OrderContent, read: OrderContent, links: LinkBehaviour): boolean {
  return links === 'volatile' ? known.linkless === read.linkless : known.hash === read.hash;
}

/** An order of the baseline is adopted unless something told of a change of it. */
function decideFirst(situation: Situation): Decision {
  const { record, causes, answered } = situation;
  const asked = [...causes, ...answered].some(({ backfill }) => backfill === true);
  if (record.baseline && !asked && !isToldOfChange(situation))
    return { do: 'adopt', tentative: !isAsListed(situation) };
  return revise(situation, []);
}

/**
 * A webhook's word; or that the order differs from what the baseline listed, where a list says so now or said so when
 * nothing could be read, or where reads and lists can be compared.
 */
function isToldOfChange(situation: Situation): boolean {
  const { record, order, links, causes, listsAsRead } = situation;
  const telling = causes.filter(tellsOfChange);
  if (telling.some(({ cause }) => cause === 'webhook')) return true;
  if (telling.length > 0 || isOwed(situation)) return differsFromListed(record.lists, order, links);
  // Lists and reads were compared without their links.
  return listsAsRead && differsFromListed(record.lists, order, 'unknown');
}

/** Whether the baseline listed all that a customer sees, links included, as it is now. */
function isAsListed({ record: { lists }, order, links }: Situation): boolean {
  if (lists === null || lists.full === lists.summary) return false;
  const now = listHashes(order);
  return links === 'volatile' ? lists.linkless === now.linkless : lists.full === now.full;
}

function decideUnchanged(situation: Situation): Decision {
  const { record, causes, validators } = situation;
  if (isToldOfTentative(situation)) return revise(situation, []);
  const hinted = causes.some(({ cause }) => cause === 'webhook') || isOwed(situation);
  const learnt = showsStableLinks(situation) ? ({ links: 'stable' } as const) : {};
  const keep: Decision = { do: 'keep', hinted, ...learnt };
  if (!asksForValidators(situation)) return keep;
  if (validators === undefined) return { do: 'read-validators' };
  const differences = diffValidators(record.validators ?? {}, validators);
  return differences.length === 0 ? keep : revise(situation, differences);
}

/** What a look took for old may be the very change that a webhook now tells of, or told of while nothing could be read. */
function isToldOfTentative({ record, causes }: Situation): boolean {
  return record.tentative && (!record.baseline || causes.some(({ cause }) => cause === 'webhook'));
}

/**
 * A Ready hint or the deep sweep finds unchanged content: a file may have changed behind the same link. What is held may
 * be just that.
 */
function asksForValidators(situation: Situation): boolean {
  const { causes, order, record } = situation;
  if (order.info?.status !== 'Ready') return false;
  if (record.held !== null) return true;
  return causes.some(({ hint, sweep }) => hint?.status === 'Ready' || sweep === 'deep') || isOwed(situation);
}

function isOwed({ answered, causes }: Situation): boolean {
  return isOwedLook(answered, causes);
}

/** The same links on two reads a minute apart, also where an edit between two reads once looked like moving links. */
function showsStableLinks({ record, order, links, now }: Situation): boolean {
  if (links === 'stable' || now - Date.parse(record.changedAt) < CONFIRM_AFTER_MS) return false;
  return flattenAssets(order).length > 0 && record.content?.hash === orderContent(order).hash;
}

function decideChanged(situation: Situation, content: OrderContent): Decision {
  const { record } = situation;
  const returned = record.recent.some(
    ({ hash, at }) => hash === content.hash && situation.now - Date.parse(at) < RECENT_MS,
  );
  if (returned && !isConfirmed(situation, content.hash)) return { do: 'confirm' };
  if (record.content?.linkless === content.linkless) return decideLinkChange(situation, content);
  return revise(situation, differencesOf(situation));
}

/** Only link paths changed: an edit, unless they change on every read, or nobody told and the files are the same. */
function decideLinkChange(situation: Situation, content: OrderContent): Decision {
  const { links, causes, validators } = situation;
  if (links === 'unknown') {
    const moving = doLinksMove(situation, content);
    if (typeof moving !== 'boolean') return moving;
    if (moving) return asVolatile(situation);
  }
  const hinted = causes.some(({ cause }) => cause === 'webhook') || isOwed(situation);
  if (hinted) return revise(situation, differencesOf(situation));
  if (validators === undefined) return { do: 'read-validators' };
  return areSameFiles(situation, validators) ? asVolatile(situation) : revise(situation, differencesOf(situation));
}

/** Two reads that differ may have an edit between them; three that all differ have moving links. */
function doLinksMove({ again = [] }: Situation, content: OrderContent): boolean | Decision {
  if (again.includes(null)) return { do: 'confirm' };
  const [second, third] = again.map((order) => order && orderContent(order).hash);
  if (second === undefined) return { do: 'read-again' };
  if (second === content.hash) return false;
  return third === undefined ? { do: 'read-again' } : third !== second;
}

/** Paths leave the content; what is behind them still decides. */
function asVolatile(situation: Situation): Decision {
  const decision = decideUnchanged({ ...situation, links: 'volatile' });
  return decision.do === 'keep' || decision.do === 'revise' ? { ...decision, links: 'volatile' } : decision;
}

/** Behind every link that changed is the same file as before; a page without a validator could be another one. */
function areSameFiles({ record, previous, order }: Situation, read: Validators): boolean {
  if (previous === undefined) return false;
  const before = new Map(flattenAssets(previous).map((asset) => [assetPlace(asset), stripQuery(asset.link)]));
  const changed = flattenAssets(order).filter((asset) => before.get(assetPlace(asset)) !== stripQuery(asset.link));
  return changed.map(assetPlace).every((place) => {
    const validator = record.validators?.[place];
    return validator !== undefined && validator === read[place];
  });
}

function isConfirmed(situation: Situation, hash: string): boolean {
  return situation.record.unconfirmed?.hash === hash && isOldEnough(situation);
}

function isOldEnough({ record, now }: Situation): boolean {
  if (record.unconfirmed === null) return false;
  return now - Date.parse(record.unconfirmed.since) >= CONFIRM_AFTER_MS - CONFIRM_SLACK_MS;
}

function differencesOf({ previous, order, links }: Situation): Difference[] {
  if (previous === undefined) return [];
  const mapLink = links === 'volatile' ? stripLink : stripQuery;
  return diffCanonical(canonicalOrder(previous, mapLink), canonicalOrder(order, mapLink));
}

/** Only places known on both sides decide: a validator read for the first time is no change. */
function diffValidators(known: Validators, read: Validators): Difference[] {
  return Object.entries(read)
    .filter(([place, validator]) => known[place] !== undefined && known[place] !== validator)
    .map(([place]) => ({ path: `delivery_assets.${place}`, before: 'https://file', after: 'https://file/' }));
}

function revise(situation: Situation, differences: readonly Difference[]): Extract<Decision, { do: 'revise' }> {
  const { record, order } = situation;
  const kind = revisionKind({
    before: record.status,
    after: String(order.info?.status ?? ''),
    deliveredBefore: record.deliveredAt !== null,
    differences,
  });
  return { do: 'revise', kind, differences };
}
