import type { Company } from '../../company/company.ts';
import { ADD_ONS, PACKAGES } from '../../company/purchase.ts';
import { TRIGGERS, type Trigger } from '../../webhooks/webhook.ts';
import { type Operation, textsOf, withBody } from '../call.ts';
import { invalid, json, message, type Violation } from '../replies.ts';

/** Its registration shows only where the switch says so: there may be no way to read it. */
export const getCompany: Operation = ({ company }) => {
  const { id, name, email, registration } = company;
  const echo = { webhook_urls: registration.urls, webhook_triggers: registration.triggers };
  return json({ id, name, profile: { name, email }, ...(company.switches.companyEcho === 'registration' ? echo : {}) });
};

export const getCompanyPackage: Operation = () => json({ package_types: PACKAGES, add_ons: ADD_ONS });

export const sendCompanyMergeRequest = withBody({}, ({ company }) => {
  company.feed.add('merge-request', 'a merge with another company was asked for');
  return message('Merge request was sent');
});

const REGISTRATION = {
  webhook_urls: { type: 'urls', required: true },
  webhook_triggers: { type: 'texts', required: true },
} as const;

/** Replaces the whole registration. */
export const updateCompanyWebhook = withBody(REGISTRATION, ({ company }, body) => {
  const urls = textsOf(body, 'webhook_urls') ?? [];
  const triggers = textsOf(body, 'webhook_triggers') ?? [];
  const violations = [...urlViolations(company, urls), ...triggerViolations(company, triggers)];
  if (violations.length > 0) return invalid('body_params', violations);
  company.registration = { urls, triggers: triggers.filter(isTrigger) };
  company.feed.add('registration', `${urls.length} receiver(s) registered`);
  return json({ webhook_urls: urls, webhook_triggers: triggers });
});

export const deleteCompanyWebhook: Operation = ({ company }) => {
  company.registration = { urls: [], triggers: [] };
  company.feed.add('registration', 'no receiver is registered any more');
  return message('Webhook was deleted successfully');
};

function urlViolations({ switches }: Company, urls: readonly string[]): Violation[] {
  if (switches.receiverUrls === 'any') return [];
  return urls.flatMap((url, index) =>
    url.startsWith('https://') ? [] : [{ loc: ['webhook_urls', index], msg: 'URL scheme not permitted' }],
  );
}

function triggerViolations({ switches }: Company, triggers: readonly string[]): Violation[] {
  return triggers.flatMap((trigger, index) =>
    isTrigger(trigger) && !(trigger === 'moved_to_failed' && switches.failedTrigger === 'refused')
      ? []
      : [{ loc: ['webhook_triggers', index], msg: 'value is not a valid enumeration member' }],
  );
}

function isTrigger(text: string): text is Trigger {
  return TRIGGERS.some((trigger) => trigger === text);
}
