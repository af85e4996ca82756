import type { OrderEventContent } from '../../../../shared/orders/revision-content.ts';
import { parseRevisionItem, type RevisionItem } from '../../../../shared/orders/revision-item.ts';
import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import { shownText } from './shown-order.ts';

/** A revision bears the time at which its look began, which may go on for so long. */
const LOOK_MS = 60_000;

/** No content twice in a row, unless files changed behind links that stayed. [P5] */
export function checkRevisions(played: PlayedSimulation): void {
  const items = played.parts.table.items().filter(({ sk }) => sk.startsWith('revision#'));
  const revisions = items.map(parseRevisionItem);
  for (const [order, made] of Map.groupBy(revisions, ({ account, orderId }) => orderName(account, orderId))) {
    if (!played.truth.touched.has(order) && !order.includes('forged')) {
      played.journal.violation('P5', `${order} never changed and got ${made.length} revisions`);
    }
    checkSeries(made, order, played);
  }
}

function checkSeries(made: readonly RevisionItem[], order: string, played: PlayedSimulation): void {
  const [account] = order.split(' ');
  const company = played.accounts.find(({ name }) => name === account)?.company;
  const pathsMove = company?.switches.assetPaths === 'per-read';
  const lagMs = (company?.switches.readLagMs ?? 0) + 60_000;
  const fileChanges = played.truth.fileChanges.get(order) ?? [];
  let before: { readonly item: RevisionItem; readonly text: string } | undefined;
  for (const item of made) {
    const text = loadText(item, played, pathsMove);
    const changed = fileChanges.some(
      (at) => at >= Date.parse(before?.item.at ?? '') - lagMs && at <= Date.parse(item.at) + LOOK_MS,
    );
    if (text === before?.text && !changed) {
      played.journal.violation('P5', `${order} has the same content in ${before.item.sequence} and ${item.sequence}`);
    }
    before = { item, text };
  }
}

function loadText({ contentKey }: RevisionItem, { parts }: PlayedSimulation, pathsMove: boolean): string {
  const text = parts.revisions.objects.get(contentKey);
  if (text === undefined) return contentKey;
  const { data } = JSON.parse(text) as OrderEventContent;
  return data.order === null ? 'removed' : shownText(data.order, pathsMove);
}
