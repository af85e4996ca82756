import { ORDER_EVENT_SCHEMA, type OrderEventData } from '../../shared/delivery/order-event.ts';
import { describeDifferences } from '../../shared/orders/diff-orders.ts';
import { type OrderRecord, saveOrder } from '../../shared/orders/order-record.ts';
import { type OrderEventContent, revisionContentKey, storeContent } from '../../shared/orders/revision-content.ts';
import { nextSequence } from '../../shared/orders/sequence.ts';
import type { FanOutDeps } from './fan-out-deps.ts';
import type { Look } from './look.ts';
import type { NewRevision } from './new-revision.ts';
import { isSuspectedRepair } from './repair.ts';
import { selectReceivers } from './select-destinations.ts';
import { settle } from './send-revision.ts';

/**
 * Steps (b) and (c), then the sending: the content first, immutable; then the ledger names the revision under the
 * condition that nobody else did.
 * @throws StaleItemError when another worker was first; nothing was sent then.
 */
export async function makeRevision(look: Look, revision: NewRevision, deps: FanOutDeps): Promise<Look> {
  const { account, orderId, now } = look;
  const sequence = nextSequence(look.kept.record.sequence, look.generation);
  const contentKey = revisionContentKey(account, orderId, sequence, revision.hash);
  const content = await storeContent(deps.revisions, contentKey, describeRevision(look, revision, sequence));
  const at = new Date(now).toISOString();
  const pending = {
    sequence,
    hash: revision.hash,
    kind: revision.kind,
    contentKey,
    claimedAt: at,
    destinations: selectReceivers(look, revision, deps.destinations),
  };
  const claimed: OrderRecord = {
    ...revision.record,
    sequence,
    hash: revision.hash,
    contentKey,
    pending,
    repair: isSuspectedRepair(look, revision.kind) ? { sequence, at } : revision.record.repair,
  };
  const kept = await saveOrder(deps.table, claimed, look.kept.rev);
  return settle({ ...look, kept }, pending, content, deps);
}

function describeRevision(look: Look, revision: NewRevision, sequence: string): OrderEventContent {
  const { account, orderId, now } = look;
  const { kind, hash, order, externalId, status, assets, differences } = revision;
  const data: OrderEventData = {
    schemaVersion: 1,
    account,
    orderId,
    externalId,
    status,
    revision: { sequence, hash, kind, changes: describeDifferences(differences) },
    order,
    assets: assets.map((asset) => ({ ...asset, archived: null })),
  };
  return {
    v: 1,
    account,
    type: `cubicasa.order.${kind}`,
    subject: orderId,
    sequence,
    time: new Date(now).toISOString(),
    dataschema: ORDER_EVENT_SCHEMA,
    data,
  };
}
