import type { Company } from '../../company/company.ts';
import { redeliver } from '../../company/deliver.ts';
import { findOrder } from '../../company/keep-orders.ts';
import { asRead, type SimulatedOrder, type Status } from '../../company/order.ts';
import { purchase } from '../../company/purchase.ts';
import { type Call, type Operation, param, textOf, textsOf, withBody } from '../call.ts';
import { pageReply, readPageWish } from '../page.ts';
import { invalid, jsonText, message } from '../replies.ts';
import { orderText } from '../show-order.ts';

const STATUSES: readonly Status[] = ['New', 'Draft', 'Pending', 'Ready', 'Fixing'];
const DOCUMENTED: readonly Status[] = ['Pending', 'Ready'];

export const listOrders: Operation = ({ company, query }) => {
  const wish = readPageWish(company, query);
  if ('status' in wish) return wish;
  const accepted = company.switches.statusFilter === 'all' ? STATUSES : DOCUMENTED;
  const asked = query.getAll('status');
  const statuses = accepted.filter((status) => asked.includes(status));
  if (asked.some((status) => !accepted.some((known) => known === status))) {
    return invalid('query_params', [{ loc: ['status'], msg: 'value is not a valid enumeration member' }]);
  }
  company.reads++;
  const { orders, total } = listed(company, statuses, wish.start, wish.limit);
  const items = orders.map((order) => orderText(company, order, 'list'));
  return pageReply(company, wish, items, total);
};

interface Listed {
  readonly orders: readonly SimulatedOrder[];
  readonly total: number;
}

function listed(company: Company, statuses: readonly Status[], start: number, limit: number): Listed {
  const { index, switches } = company;
  if (switches.readLagMs > 0) return listedLate(company, statuses, start, limit);
  const total = index.count(statuses);
  const oldestFirst = switches.listOrder === 'oldest-first';
  const from = oldestFirst ? Math.max(0, total - start - limit) : start;
  const ids = index.newest(statuses, from, oldestFirst ? Math.max(0, total - start) - from : limit);
  const orders = ids.flatMap((id) => company.orders.get(id) ?? []);
  return { orders: oldestFirst ? orders.reverse() : orders, total };
}

/** A lagging list lags in everything: an order stands under the status that it had. */
function listedLate(company: Company, statuses: readonly Status[], start: number, limit: number): Listed {
  const { index, switches, now } = company;
  const seen = index
    .newest([], 0, company.orders.size)
    .flatMap((id) => company.orders.get(id) ?? [])
    .map((order) => asRead(order, now(), switches.readLagMs))
    .filter(({ status }) => statuses.length === 0 || statuses.includes(status));
  if (switches.listOrder === 'oldest-first') seen.reverse();
  return { orders: seen.slice(start, start + limit), total: seen.length };
}

export const getOrder: Operation = (call) => {
  const { company } = call;
  company.reads++;
  const order = asRead(findOrder(company, param(call, 'order_id')), company.now(), company.switches.readLagMs);
  return jsonText(orderText(company, order, 'get'));
};

const PURCHASE = {
  package_type: { type: 'text', nullable: true },
  add_ons: { type: 'texts', nullable: true },
} as const;

export const upgradeOrder = withBody(PURCHASE, (call, body) => {
  const wish = { packageType: textOf(body, 'package_type') ?? null, addOns: textsOf(body, 'add_ons') ?? [] };
  return orderReply(call, purchase(call.company, param(call, 'order_id'), wish));
});

export const redeliverOrder = withBody({}, (call, body) => {
  const order = redeliver(call.company, param(call, 'order_id'), textOf(body, 'style_template_id') ?? null);
  return call.company.switches.redeliverAnswer === 'order' ? orderReply(call, order) : message('Order is re-delivered');
});

/** The answer to whoever changed an order shows the change, however far reads lag. */
export function orderReply({ company }: Call, order: SimulatedOrder) {
  return jsonText(orderText(company, order, 'get'));
}
