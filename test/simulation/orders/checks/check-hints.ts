import { keys } from '../../../../shared/ledger/keys.ts';
import { parseOrderRecord } from '../../../../shared/orders/order-record.ts';
import type { OrderEventContent } from '../../../../shared/orders/revision-content.ts';
import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import { currentText, shownText } from './shown-order.ts';

/**
 * Before any further sweep: where the last change of an order was told by a webhook that was acknowledged, its last
 * revision is that change. Hints alone brought it there, however late reads were. [P1] [P5]
 */
export async function checkHints(played: PlayedSimulation): Promise<void> {
  for (const account of played.accounts) {
    for (const { id, changedAt, status } of account.company.orders.values()) {
      const told = played.journal.told.get(orderName(account.name, id)) ?? 0;
      if (told < changedAt || status === 'New' || isOneOfSeveral(account, id, played)) continue;
      if (played.truth.poisoned.has(orderName(account.name, id))) continue;
      if (await isBehind(account, id, played)) {
        played.journal.violation('P1', `${account.name} ${id} is behind although its last change was told`);
      }
    }
  }
}

/** Where reads lag, a read after several edits may show the one before, and nothing tells that another is missing. */
function isOneOfSeveral({ name, company }: SimulatedAccount, orderId: string, { truth }: PlayedSimulation): boolean {
  const edits = truth.fileChanges.get(orderName(name, orderId)) ?? [];
  return company.switches.readLagMs > 0 && edits.length > 1;
}

async function isBehind(account: SimulatedAccount, orderId: string, { parts }: PlayedSimulation): Promise<boolean> {
  const item = await parts.table.get(keys.order(account.name, orderId));
  const record = item === undefined ? undefined : parseOrderRecord(item);
  if (record?.held) return false;
  const text = record?.contentKey ? parts.revisions.objects.get(record.contentKey) : undefined;
  if (text === undefined) return true;
  const stored = JSON.parse(text) as Partial<OrderEventContent>;
  const order = account.company.orders.get(orderId);
  if (order === undefined) return false;
  const pathsMove = account.company.switches.assetPaths === 'per-read';
  return (
    currentText(account.company, order) !== shownText(stored.data === undefined ? stored : stored.data.order, pathsMove)
  );
}
