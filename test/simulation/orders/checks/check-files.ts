import type { Order } from '../../../../shared/cubicasa/index.ts';
import { parseOrderRecord } from '../../../../shared/orders/order-record.ts';
import { showOrder } from '../../../simulator/api/show-order.ts';
import type { PlayedSimulation } from '../played-simulation.ts';
import { readSimulatedValidators } from '../relay/asset-validators.ts';

/** No file that hosts tell apart changed behind its link without a revision that told. [P5] */
export function checkFiles({ accounts, parts, journal }: PlayedSimulation): void {
  const records = parts.table
    .items()
    .filter(({ sk }) => sk === 'order')
    .map(parseOrderRecord);
  for (const { account, orderId, validators: known, held } of records) {
    const company = accounts.find(({ name }) => name === account)?.company;
    const order = company?.orders.get(orderId);
    if (company === undefined || order?.status !== 'Ready' || known === null || held !== null) continue;
    const now = readSimulatedValidators(showOrder(company, order) as unknown as Order, parts.accounts);
    const missed = Object.keys(now).find((place) => known[place] !== undefined && known[place] !== now[place]);
    if (missed !== undefined) journal.violation('P5', `${missed} of ${account} ${orderId} changed and nothing told`);
  }
}
