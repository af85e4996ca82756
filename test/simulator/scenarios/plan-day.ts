import type { WebhookFault } from '../company/faults.ts';
import type { Product } from '../company/order.ts';
import { createRandom, type Random } from '../company/random.ts';

type DayAction =
  | { readonly do: 'draft' }
  | { readonly do: 'scan'; readonly from: 'draft' | 'app' }
  | { readonly do: 'deliver'; readonly product: Product }
  | { readonly do: 'quick-edit' }
  | { readonly do: 'change-request' }
  | { readonly do: 'purchase'; readonly addOn: string }
  | { readonly do: 'redeliver' }
  | { readonly do: 'delete-draft' };

/** One thing that happens to one job, and what befalls its webhook. */
export interface DayStep {
  /** Becomes the order's `external_id` where a draft carries one. */
  readonly job: string;
  readonly packageType: string;
  readonly action: DayAction;
  readonly fault: WebhookFault | null;
}

export interface DayWish {
  readonly seed: number;
  readonly orders: number;
  /** Every n-th job is scanned in the app and loses all its webhooks; 0 means none. */
  readonly loseEvery: number;
}

/** A day of a company as it comes: jobs interleaved, each in its own order. Pure. */
export function planDay({ seed, orders, loseEvery }: DayWish): DayStep[] {
  const jobs = Array.from({ length: orders }, (_, index) => planJob(index, loseEvery));
  return interleave(jobs, createRandom(seed, 'day'));
}

function planJob(index: number, loseEvery: number): DayStep[] {
  const lost = loseEvery > 0 && index % loseEvery === loseEvery - 1;
  const packageType = index % 3 === 1 ? 'plus_3d' : index % 3 === 2 ? 'plus' : 'base';
  const fault = faultOf(index);
  const step = (action: DayAction, struck: WebhookFault | null = null): DayStep => ({
    job: `JOB-${1001 + index}`,
    packageType,
    action,
    fault: lost ? 'webhook-lost' : struck,
  });
  if (lost) return [step({ do: 'scan', from: 'app' }), step({ do: 'deliver', product: 'products_2d' })];
  return [
    ...beginnings(index).map((action) => step(action)),
    ...deliveries(index).map((action) => step(action, isSilent(action) ? null : fault)),
  ];
}

/** No webhook tells of it, so no fault can strike. */
function isSilent(action: DayAction): boolean {
  return action.do === 'purchase';
}

function beginnings(index: number): DayAction[] {
  if (index % 7 === 6) return [{ do: 'draft' }, { do: 'delete-draft' }];
  if (index % 11 === 10) return [{ do: 'draft' }];
  return index % 2 === 0 ? [{ do: 'draft' }, { do: 'scan', from: 'draft' }] : [{ do: 'scan', from: 'app' }];
}

const FIRST: DayAction = { do: 'deliver', product: 'products_2d' };

function deliveries(index: number): DayAction[] {
  if (index % 7 === 6 || index % 11 === 10) return [];
  const actions: DayAction[] = [FIRST];
  if (index % 3 === 1) actions.push({ do: 'deliver', product: 'products_3d' });
  if (index % 5 === 2) actions.push({ do: 'deliver', product: 'tour' });
  if (index % 8 === 2) actions.push({ do: 'change-request' }, FIRST);
  if (index % 4 === 0) actions.push({ do: 'quick-edit' });
  if (index % 8 === 0) actions.push({ do: 'quick-edit' });
  if (index % 8 === 3) actions.push({ do: 'purchase', addOn: 'gla' }, FIRST);
  if (index % 8 === 5) actions.push({ do: 'redeliver' });
  return actions;
}

function faultOf(index: number): WebhookFault | null {
  if (index % 6 === 3) return 'webhook-doubled';
  if (index % 8 === 0) return 'webhook-reordered';
  return index % 8 === 7 ? 'webhook-late' : null;
}

function interleave(jobs: readonly (readonly DayStep[])[], random: Random): DayStep[] {
  const left = jobs.map((steps) => [...steps]);
  const merged: DayStep[] = [];
  for (let open = left; open.length > 0; open = open.filter((steps) => steps.length > 0)) {
    const step = open[random.below(Math.min(open.length, 5))]?.shift();
    if (step !== undefined) merged.push(step);
  }
  return merged;
}
