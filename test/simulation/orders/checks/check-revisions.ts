import type { OrderEventContent } from '../../../../shared/orders/revision-content.ts';
import { parseRevisionItem, type RevisionItem } from '../../../../shared/orders/revision-item.ts';
import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../simulation.ts';
import { shownText } from './shown-order.ts';

/** No content twice in a row, unless files changed behind links that stayed. [P5] */
export function checkRevisions(played: PlayedSimulation): void {
  const items = played.parts.table.items().filter(({ sk }) => sk.startsWith('revision#'));
  const revisions = items.map(parseRevisionItem);
  for (const [order, made] of Map.groupBy(revisions, ({ account, orderId }) => orderName(account, orderId))) {
    if (!played.truth.touched.has(order) && !order.includes('forged')) {
      played.journal.violation('P5', `${order} never changed and got ${made.length} revisions`);
    }
    made.forEach((revision, place) => checkPair(made[place - 1], revision, order, played));
  }
}

function checkPair(
  before: RevisionItem | undefined,
  after: RevisionItem,
  order: string,
  played: PlayedSimulation,
): void {
  if (before === undefined) return;
  const [account] = order.split(' ');
  const company = played.accounts.find(({ name }) => name === account)?.company;
  const pathsMove = company?.switches.assetPaths === 'per-read';
  if (loadText(before, played, pathsMove) !== loadText(after, played, pathsMove)) return;
  const changes = played.truth.fileChanges.get(order) ?? [];
  const [from, to] = [Date.parse(before.at), Date.parse(after.at)];
  const lagMs = company?.switches.readLagMs ?? 0;
  if (changes.some((at) => at >= from - lagMs - 60_000 && at <= to)) return;
  played.journal.violation('P5', `${order} has the same content in ${before.sequence} and ${after.sequence}`);
}

function loadText({ contentKey }: RevisionItem, { parts }: PlayedSimulation, pathsMove: boolean): string {
  const text = parts.revisions.objects.get(contentKey);
  if (text === undefined) return contentKey;
  const { data } = JSON.parse(text) as OrderEventContent;
  return data.order === null ? 'removed' : shownText(data.order, pathsMove);
}
