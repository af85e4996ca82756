import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import { type Company, type WebhookRegistration, type WebhookUpdate, webhookUpdateSchema } from '../company.ts';
import { type OpenAnswer, readers } from '../readers.ts';
import { resolveWebhook, resolveWebhookRemoval } from '../resolve-write.ts';
import { openBody } from '../schema.ts';

/** The company behind the key and its one webhook registration (CONTRACT 2.1). */
export interface CompanyOperations {
  /**
   * The company behind the key; good as a check of the key: RefusedError says that it is refused. Seen in code; of the
   * documentation only its title is known.
   */
  get(options?: CallOptions): Promise<Company>;
  /**
   * Packages and add-ons of the account, in an unknown shape. Path unknown: needs `allowUnverified`. Inferred; of the
   * documentation only its title is known.
   */
  package(options?: CallOptions): Promise<OpenAnswer>;
  /**
   * Replaces the whole registration, other systems' URLs included. Never repeated; `resolve()` looks at company
   * information, where it shows the registration. Documented.
   * @see https://integrate.docs.cubi.casa/update-company-webhooks-20093430e0
   */
  updateWebhook(update: WebhookUpdate, options?: CallOptions): Promise<WebhookRegistration>;
  /**
   * Presumably clears all URLs and triggers. Never repeated; `resolve()` looks at company information, where it shows
   * them. Inferred; of the documentation only its title is known.
   */
  deleteWebhook(options?: CallOptions): Promise<OpenAnswer>;
  /**
   * Irreversible as far as known; for people, never for automatic flows. Needs `allowUnverified`. Never repeated.
   * Inferred; of the documentation only its title is known.
   */
  sendMergeRequest(request: OpenAnswer, options?: CallOptions): Promise<OpenAnswer>;
}

export function createCompanyOperations(caller: Caller): CompanyOperations {
  function get(options?: CallOptions): Promise<Company> {
    return caller.call({ operation: 'getCompany' }, readers.company, options);
  }

  function updateWebhook(value: WebhookUpdate, options?: CallOptions): Promise<WebhookRegistration> {
    const resolve = async () => resolveWebhook(await get(), value);
    const body = { value, schema: webhookUpdateSchema };
    return caller.call({ operation: 'updateCompanyWebhook', body, resolve }, readers.webhookRegistration, options);
  }

  function deleteWebhook(options?: CallOptions): Promise<OpenAnswer> {
    const resolve = async () => resolveWebhookRemoval(await get());
    return caller.call({ operation: 'deleteCompanyWebhook', resolve }, readers.open, options);
  }

  function sendMergeRequest(value: OpenAnswer, options?: CallOptions): Promise<OpenAnswer> {
    const body = { value, schema: openBody };
    return caller.call({ operation: 'sendCompanyMergeRequest', body }, readers.open, options);
  }

  return {
    get,
    package: (options) => caller.call({ operation: 'getCompanyPackage' }, readers.open, options),
    updateWebhook,
    deleteWebhook,
    sendMergeRequest,
  };
}
