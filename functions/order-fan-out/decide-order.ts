import type { Order } from '../../shared/cubicasa/index.ts';
import {
  type Decision,
  decideRevision,
  isSameContent,
  type Situation,
  type Validators,
} from '../../shared/orders/decide-revision.ts';
import { flattenAssets } from '../../shared/orders/flatten-assets.ts';
import type { OrderAsset } from '../../shared/orders/order-assets.ts';
import { HASH_VERSION, type OrderContent, orderContent } from '../../shared/orders/order-content.ts';
import type { OrderRecord } from '../../shared/orders/order-record.ts';
import { loadStoredOrder } from '../../shared/orders/revision-content.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';

/** An order as read, and what is to be done about it. */
export interface DecidedOrder {
  readonly order: Order;
  readonly assets: readonly OrderAsset[];
  readonly content: OrderContent;
  readonly validators: Validators | undefined;
  readonly decision: Decision;
}

/** Fetches what the decision needs, and no more: the last revision's order where content differs, validators where asked for. */
export async function decideOrder(look: Look, order: Order, deps: FanOutDeps): Promise<DecidedOrder> {
  const content = orderContent(order);
  const record = await withCurrentHashes(look.kept.record, deps);
  const situation = {
    record,
    order,
    causes: look.changes,
    answered: look.answered,
    links: look.links,
    listsAsRead: look.listsAsRead,
    previous: await loadPrevious(record, content, look, deps),
    now: look.now,
  };
  const { decision, validators } = await decideWithEvidence(situation, look, deps);
  return { order, assets: flattenAssets(order), content, validators, decision };
}

async function decideWithEvidence(
  start: Situation,
  look: Look,
  deps: FanOutDeps,
): Promise<{ readonly decision: Decision; readonly validators: Validators | undefined }> {
  let situation = start;
  for (;;) {
    const decision = decideRevision(situation);
    const { order, validators, again = [] } = situation;
    if (decision.do === 'read-again') situation = { ...situation, again: [...again, await readAgain(look, deps)] };
    else if (validators === undefined && needsValidators(decision, order)) {
      situation = { ...situation, validators: await deps.readValidators(order) };
    } else return { decision, validators };
  }
}

/** What becomes known of a delivered order keeps them too: the next Ready is compared with what its files were now. */
function needsValidators(decision: Decision, order: Order): boolean {
  const isKept = decision.do === 'revise' || decision.do === 'adopt';
  return decision.do === 'read-validators' || (isKept && order.info?.status === 'Ready');
}

/** Null where it failed or the invocation has no time for it: then a look a minute later decides. */
async function readAgain({ account, orderId }: Look, { clients, hasTimeToRead }: FanOutDeps): Promise<Order | null> {
  if (!hasTimeToRead()) return null;
  try {
    return await clients.use(account, (client) => client.orders.get(orderId));
  } catch {
    return null;
  }
}

async function loadPrevious(
  { content: known, contentKey }: OrderRecord,
  content: OrderContent,
  look: Look,
  deps: FanOutDeps,
): Promise<Order | undefined> {
  if (known === null || contentKey === null || isSameContent(known, content, look.links)) return undefined;
  return loadStoredOrder(deps.revisions, contentKey);
}

/** Hashes of another version are made anew from what is stored, never compared. */
async function withCurrentHashes(record: OrderRecord, deps: FanOutDeps): Promise<OrderRecord> {
  if (record.content === null || record.content.hashVersion === HASH_VERSION || record.contentKey === null) {
    return record;
  }
  const stored = await loadStoredOrder(deps.revisions, record.contentKey);
  return stored === undefined ? record : { ...record, content: orderContent(stored) };
}
