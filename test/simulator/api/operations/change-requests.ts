import type { ChangeRequest } from '../../company/change-request.ts';
import type { Company } from '../../company/company.ts';
import { findOrder } from '../../company/keep-orders.ts';
import { requestChange } from '../../company/request-change.ts';
import { type Operation, param, withBody } from '../call.ts';
import { pageReply, readPageWish } from '../page.ts';
import { failure, json } from '../replies.ts';
import { seconds } from '../show-order.ts';

export const createChangeRequest = withBody(
  ({ switches }) =>
    switches.changeRequestField === 'any' ? {} : { [switches.changeRequestField]: { type: 'text', required: true } },
  (call, body) => json(showChangeRequest(requestChange(call.company, param(call, 'order_id'), body))),
);

export const listChangeRequests: Operation = (call) => {
  const { company, query } = call;
  const wish = readPageWish(company, query);
  if ('status' in wish) return wish;
  const requests = requestsOf(company, param(call, 'order_id'));
  if (company.switches.changeRequestList === 'array') return json(requests.map(showChangeRequest));
  const page = requests.slice(wish.start, wish.start + wish.limit);
  return pageReply(
    company,
    wish,
    page.map((request) => JSON.stringify(showChangeRequest(request))),
    requests.length,
  );
};

export const getChangeRequest: Operation = (call) => {
  const id = param(call, 'change_request_id');
  const request = requestsOf(call.company, param(call, 'order_id')).find((one) => one.id === id);
  return request === undefined
    ? failure(call.company, 404, 'Change request not found')
    : json(showChangeRequest(request));
};

function requestsOf(company: Company, orderId: string): readonly ChangeRequest[] {
  findOrder(company, orderId);
  return company.changeRequests.get(orderId) ?? [];
}

function showChangeRequest({ id, status, createdAt }: ChangeRequest): Record<string, unknown> {
  return { id, status, created_at: seconds(createdAt) };
}
