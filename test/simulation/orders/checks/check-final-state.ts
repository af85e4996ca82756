import type { CloudEvent } from '../../../../shared/delivery/event.ts';
import type { OrderEventData } from '../../../../shared/delivery/order-event.ts';
import { parseOrderRecord } from '../../../../shared/orders/order-record.ts';
import type { SimulatedOrder } from '../../../simulator/company/order.ts';
import { orderName } from '../company/truth.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import type { SimulatedAccount } from '../relay/simulated-account.ts';
import type { Arrival } from '../report/journal.ts';
import { type ArrivalsByOrder, placeOf } from './check-arrivals.ts';
import { currentText, shownText } from './shown-order.ts';

/** Orders whose last event at a destination is not how the order stands. [P2] [P4] */
export function countLost(byOrder: ArrivalsByOrder, played: PlayedSimulation): number {
  const met = ordersInLedger(played);
  let lost = 0;
  for (const account of played.accounts) {
    for (const { name, filter } of played.parts.destinations) {
      for (const order of played.truth.touched) {
        const [owner, orderId = ''] = order.split(' ');
        if (owner !== account.name) continue;
        const status = account.company.orders.get(orderId)?.status;
        if (status !== undefined && filter?.statuses?.includes(status) === false) continue;
        const why = findLoss(account, orderId, byOrder.get(placeOf(name, order)) ?? [], played, met);
        if (why === undefined) continue;
        lost += 1;
        played.journal.violation('P4', `${name} has not the last state of ${order}: ${why}`);
      }
    }
  }
  return lost;
}

function ordersInLedger({ parts }: PlayedSimulation): ReadonlySet<string> {
  const records = parts.table.items().filter(({ sk }) => sk === 'order');
  return new Set(records.map(parseOrderRecord).map(({ account, orderId }) => orderName(account, orderId)));
}

function findLoss(
  account: SimulatedAccount,
  orderId: string,
  arrivals: readonly Arrival[],
  { truth, journal }: PlayedSimulation,
  met: ReadonlySet<string>,
): string | undefined {
  const last = arrivals.reduce<Arrival | undefined>(
    (one, other) => (one && one.sequence > other.sequence ? one : other),
    undefined,
  );
  const order = account.company.orders.get(orderId);
  // Where CubiCasa does not list a status, no sweep can find an order that no webhook told of.
  if (isUnlisted(account, order) && !met.has(orderName(account.name, orderId))) return undefined;
  if (order === undefined) {
    return last === undefined || last.type.endsWith('.removed')
      ? undefined
      : `it is gone, the last event is ${last.type}`;
  }
  const { switches } = account.company;
  const shown = currentText(account.company, order);
  if (last === undefined) {
    const name = orderName(account.name, orderId);
    const initial = truth.initial.get(name);
    if (initial === undefined) return 'nothing came';
    // Files of an old order that nobody had read, and that no list shows: there is nothing to compare them with.
    const isListed = switches.listAssets === 'with' && switches.assetPaths === 'per-edit';
    const isUnheardOf = !isListed && !journal.told.has(name) && withoutFiles(initial) === withoutFiles(shown);
    return isUnheardOf || initial === shown ? undefined : firstDifference(initial, shown);
  }
  const event = JSON.parse(last.body) as CloudEvent<OrderEventData>;
  const sent = shownText(event.data.order, switches.assetPaths === 'per-read');
  return shown === sent ? undefined : firstDifference(sent, shown);
}

function withoutFiles(shown: string): string {
  const { delivery_assets: _, ...rest } = JSON.parse(shown) as Record<string, unknown>;
  return JSON.stringify(rest);
}

function isUnlisted({ company }: SimulatedAccount, order: SimulatedOrder | undefined): boolean {
  if (company.switches.statusFilter === 'all') return false;
  return order?.status !== 'Pending' && order?.status !== 'Ready';
}

function firstDifference(sent: string, shown: string): string {
  let place = 0;
  while (place < sent.length && sent[place] === shown[place]) place++;
  const part = (text: string): string => text.slice(Math.max(0, place - 40), place + 60);
  return `sent …${part(sent)}… shown …${part(shown)}…`;
}
