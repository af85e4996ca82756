import { planDay } from '../../simulator/scenarios/plan-day.ts';

/** Every so many-th job loses all its webhooks. */
export const LOSE_EVERY = 12;

const SILENT: readonly string[] = ['purchase', 'delete-draft'];

/** The fewest orders whose day sends at least so many webhooks. Pure. */
export function ordersFor(webhooks: number, seed: number): number {
  let orders = 1;
  while (countWebhooks(orders, seed) < webhooks) orders += Math.max(1, Math.floor(orders / 20));
  return orders;
}

function countWebhooks(orders: number, seed: number): number {
  return planDay({ seed, orders, loseEvery: LOSE_EVERY }).filter(({ action }) => !SILENT.includes(action.do)).length;
}
