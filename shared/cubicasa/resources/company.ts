import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import {
  type Company,
  companySchema,
  type WebhookRegistration,
  type WebhookUpdate,
  webhookRegistrationSchema,
  webhookUpdateSchema,
} from '../company.ts';
import { createReader } from '../read-tolerantly.ts';

const readCompany = createReader(companySchema);
const readRegistration = createReader(webhookRegistrationSchema);

export interface CompanyOperations {
  /** The company behind the key; good as a check of the key. Seen in code only. */
  get(options?: CallOptions): Promise<Company>;
  /** Replaces the whole registration, other systems' URLs included. Never repeated. Documented. */
  updateWebhook(update: WebhookUpdate, options?: CallOptions): Promise<WebhookRegistration>;
}

export function createCompanyOperations(caller: Caller): CompanyOperations {
  return {
    get: (options) => caller.call({ operation: 'getCompany' }, readCompany, options),
    updateWebhook: (update, options) =>
      caller.call(
        { operation: 'updateCompanyWebhook', body: { value: update, schema: webhookUpdateSchema } },
        readRegistration,
        options,
      ),
  };
}
