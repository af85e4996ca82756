import type { Order } from '../cubicasa/index.ts';
import type { AgendaEntry } from './agenda.ts';
import { type Difference, diffCanonical } from './diff-orders.ts';
import type { OrderChange } from './order-change.ts';
import { canonicalOrder, type OrderContent, orderContent } from './order-content.ts';
import type { OrderRecord } from './order-record.ts';
import { type RevisionKind, revisionKind } from './revision-kind.ts';

/** How an account's asset links behave: unknown until two reads a minute apart were compared. */
export type LinkBehaviour = 'unknown' | 'stable' | 'volatile';

/** Validators by asset place, as far as they could be read. */
export type Validators = Readonly<Record<string, string>>;

export interface Situation {
  readonly record: OrderRecord;
  readonly order: Order;
  readonly causes: readonly OrderChange[];
  /** Agenda entries of this order that are due. */
  readonly due: readonly AgendaEntry[];
  readonly links: LinkBehaviour;
  /** Absent until asked for by the decision `read-validators`. */
  readonly validators?: Validators | undefined;
  /** The order as of the last revision, where there was one and the content differs. */
  readonly previous?: Order | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

export type Decision =
  /** Nothing new. `hinted` asks for another look, since a webhook said that there was. */
  | { readonly do: 'keep'; readonly hinted: boolean; readonly links?: LinkBehaviour }
  /** The content becomes known without a revision: an old order of the baseline. */
  | { readonly do: 'adopt' }
  /** A second read a minute later must agree first. */
  | { readonly do: 'confirm'; readonly hash: string }
  | { readonly do: 'read-validators' }
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
  const { record, causes } = situation;
  const told = causes.some(
    ({ cause, sweep, backfill }) => cause === 'webhook' || sweep === 'open' || backfill === true,
  );
  if (record.baseline && !told) return { do: 'adopt' };
  return revise(situation, []);
}

function decideUnchanged(situation: Situation): Decision {
  const { record, causes, validators } = situation;
  const hinted =
    causes.some(({ cause }) => cause === 'webhook') || situation.due.some(({ reason }) => reason === 'stale-read');
  if (!asksForValidators(situation)) return { do: 'keep', hinted };
  if (validators === undefined) return { do: 'read-validators' };
  const differences = diffValidators(record.validators ?? {}, validators);
  return differences.length === 0 ? { do: 'keep', hinted } : revise(situation, differences);
}

/** A Ready hint or the deep sweep finds unchanged content: a file may have changed behind the same link. */
function asksForValidators({ causes, due, order }: Situation): boolean {
  if (order.info?.status !== 'Ready') return false;
  const hintedReady = causes.some(({ hint }) => hint?.status === 'Ready');
  return (
    hintedReady || causes.some(({ sweep }) => sweep === 'deep') || due.some(({ reason }) => reason === 'stale-read')
  );
}

function decideChanged(situation: Situation, content: OrderContent): Decision {
  const { record, links } = situation;
  const onlyLinks = record.content?.linkless === content.linkless;
  if (onlyLinks && links !== 'stable') return decideLinkChange(situation, content);
  const returned = record.recent.some(
    ({ hash, at }) => hash === content.hash && situation.now - Date.parse(at) < RECENT_MS,
  );
  if (returned && !isConfirmed(situation, content.hash)) return { do: 'confirm', hash: content.hash };
  return revise(situation, differencesOf(situation));
}

/** Two reads a minute apart that differ only in link paths mean volatile links; two that agree mean an edit. */
function decideLinkChange(situation: Situation, content: OrderContent): Decision {
  const { unconfirmed } = situation.record;
  if (unconfirmed === null || !isOldEnough(situation))
    return { do: 'confirm', hash: unconfirmed?.hash ?? content.hash };
  if (unconfirmed.hash === content.hash) {
    return { ...revise(situation, differencesOf(situation)), links: 'stable' };
  }
  const decision = decideUnchanged({ ...situation, links: 'volatile' });
  return decision.do === 'keep' || decision.do === 'revise' ? { ...decision, links: 'volatile' } : decision;
}

function isConfirmed(situation: Situation, hash: string): boolean {
  return situation.record.unconfirmed?.hash === hash && isOldEnough(situation);
}

function isOldEnough({ record, now }: Situation): boolean {
  if (record.unconfirmed === null) return false;
  return now - Date.parse(record.unconfirmed.since) >= CONFIRM_AFTER_MS - CONFIRM_SLACK_MS;
}

function differencesOf({ previous, order }: Situation): Difference[] {
  return previous === undefined ? [] : diffCanonical(canonicalOrder(previous), canonicalOrder(order));
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
