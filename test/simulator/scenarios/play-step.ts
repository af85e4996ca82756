import type { Company } from '../company/company.ts';
import { deliver, quickEdit, redeliver } from '../company/deliver.ts';
import { createDraft, deleteDraft } from '../company/draft.ts';
import { StateError } from '../company/keep-orders.ts';
import type { Creator } from '../company/order.ts';
import { purchase } from '../company/purchase.ts';
import { requestChange } from '../company/request-change.ts';
import { scanDraft, scanHouse } from '../company/scan.ts';
import type { DayStep } from './plan-day.ts';

/** Shuffled and late webhooks of the day are held back for at most this long. */
const HELD_BACK_MS = 1_500;

/** Orders by job, as far as the day has made them. */
export type Jobs = Map<string, string>;

/** Plays one step. @returns the order's id. */
export function playStep(company: Company, jobs: Jobs, step: DayStep): string {
  if (step.fault !== null) {
    company.faults.add({ kind: step.fault, count: company.registration.urls.length, delayMs: HELD_BACK_MS });
  }
  const orderId = act(company, jobs.get(step.job) ?? '', step);
  jobs.set(step.job, orderId);
  return orderId;
}

function act(company: Company, orderId: string, { job, packageType, action }: DayStep): string {
  switch (action.do) {
    case 'draft':
      return createDraft(company, { ...draftAddress(job), owner: worker(company, job), externalId: job, packageType })
        .id;
    case 'scan':
      return action.from === 'draft'
        ? scanDraft(company, orderId, worker(company, job)).id
        : scanHouse(company, { scanner: worker(company, job), packageType }).id;
    case 'deliver':
      return deliver(company, orderId, action.product).id;
    case 'quick-edit':
      return quickEdit(company, orderId).id;
    case 'change-request':
      requestChange(company, orderId, { description: 'The kitchen door is on the other side.' });
      return orderId;
    case 'purchase':
      return purchase(company, orderId, { packageType: null, addOns: [action.addOn] }).id;
    case 'redeliver':
      return redeliver(company, orderId).id;
    case 'delete-draft':
      deleteDraft(company, orderId);
      return orderId;
  }
}

function draftAddress(job: string) {
  const number = job.replace(/\D+/g, '');
  const place = { city: 'Springfield', state: 'Illinois', postalCode: '62701', country: 'United States' };
  return { ...place, street: `${number} Harbour Road` };
}

/** The photographers who still work take the jobs in turn. */
function worker(company: Company, job: string): Creator {
  const active = new Set(company.roster.filter(({ leftOn }) => leftOn === undefined).map(({ email }) => email));
  const workers = [...company.users.values()].filter(
    ({ role, email, emailConfirmed }) => role === 'Collaborator' && emailConfirmed && active.has(email),
  );
  const user = workers[Number(job.replace(/\D+/g, '')) % Math.min(4, Math.max(1, workers.length))];
  if (user === undefined) throw new StateError('The company has nobody who could scan');
  return { userId: user.id, email: user.email };
}
