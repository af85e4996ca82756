import type { Company } from '../company/company.ts';
import { WEBHOOK_FAULTS } from '../company/faults.ts';
import { type Notice, TRIGGER_OF, type Trigger, webhookBody } from './webhook.ts';

const DEFAULT_LATE_MS = 5_000;

/** Puts one webhook for each registered receiver into the outbox, with the faults that strike it. */
export function notify(company: Company, notice: Notice): void {
  const trigger = TRIGGER_OF[notice.order.status];
  const { urls, triggers } = company.registration;
  if (trigger === undefined || !company.switches.sendsWebhooks || !triggers.includes(trigger)) return;
  const body = webhookBody(notice, company.switches);
  for (const url of urls) putWebhook(company, notice, trigger, url, body);
}

function putWebhook(company: Company, { order, product }: Notice, trigger: Trigger, url: string, body: string): void {
  const { outbox, now, switches, faults, random } = company;
  const struck = faults.strike(WEBHOOK_FAULTS, { orderId: order.id, trigger, product });
  const find = (kind: string) => struck.find((fault) => fault.kind === kind);
  const late = find('webhook-late')?.delayMs ?? (find('webhook-late') === undefined ? 0 : DEFAULT_LATE_MS);
  const shuffle = find('webhook-reordered');
  const overtaken = shuffle === undefined ? 0 : Math.ceil(random.next() * (shuffle.delayMs ?? DEFAULT_LATE_MS));
  const dueAt = now() + switches.webhookDelayMs + late + overtaken;
  const call = { orderId: order.id, trigger, product, url, body, createdAt: now() };
  outbox.put({ ...call, doubled: false, dropped: find('webhook-lost') !== undefined }, dueAt);
  if (find('webhook-doubled') !== undefined) outbox.put({ ...call, doubled: true, dropped: false }, dueAt);
}
