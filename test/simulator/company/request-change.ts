import { notify } from '../webhooks/notify.ts';
import type { ChangeRequest } from './change-request.ts';
import type { Company } from './company.ts';
import { findReady } from './deliver.ts';
import { changeOrder, findOrder, StateError } from './keep-orders.ts';
import type { SimulatedOrder } from './order.ts';

/** The order goes back into production until it is delivered again. */
export function requestChange(
  company: Company,
  orderId: string,
  body: Readonly<Record<string, unknown>>,
): ChangeRequest {
  const before = findReady(company, orderId);
  const request: ChangeRequest = { id: company.uuid(), status: 'open', createdAt: company.now(), body };
  company.changeRequests.set(orderId, [...(company.changeRequests.get(orderId) ?? []), request]);
  const order = changeOrder(company, before, { status: 'Fixing' });
  company.feed.add('change-request', 'a correction was asked for', orderId);
  notify(company, { order, previousStatus: 'Ready', product: null, delivery: 'fix' });
  return request;
}

/** Production gives up. Only where the switch says that such a thing exists. */
export function fail(company: Company, orderId: string): SimulatedOrder {
  if (company.switches.failures === 'unsupported') throw new StateError('Orders do not fail in this company');
  const before = findOrder(company, orderId);
  const order = changeOrder(company, before, { status: 'Failed' });
  company.feed.add('failure', 'the delivery failed', orderId);
  notify(company, { order, previousStatus: before.status, product: null, delivery: 'new' });
  return order;
}
