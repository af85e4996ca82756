import type { Company } from './company.ts';
import { type DraftContent, preparedOrder } from './draft.ts';
import { addOrder } from './keep-orders.ts';
import type { SimulatedOrder } from './order.ts';
import { startProduction } from './scan.ts';

/** An invitation to scan. It is `New`, and no trigger tells of that. */
export function createGoToScan(company: Company, draft: DraftContent): SimulatedOrder {
  const goToScan = { invited_at: company.now() / 1_000 };
  const order = addOrder(company, { ...preparedOrder(company, draft), status: 'New', goToScan });
  company.feed.add('invitation', `invitation to scan ${order.address.fullAddress}`, order.id);
  return order;
}

/** A drawing to be redrawn: no scan, in production at once. */
export function createRedraw(company: Company, draft: DraftContent): SimulatedOrder {
  const prepared = { ...preparedOrder(company, draft), status: 'Pending', isScan: false } as const;
  return startProduction(company, addOrder(company, { ...prepared, modelId: company.uuid() }));
}
