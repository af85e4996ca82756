import type { AccountClients } from '../../shared/accounts/account-client.ts';
import { parkReasonOf, recordFailure } from '../../shared/accounts/api-failure.ts';
import {
  digestAddress,
  parseRegistration,
  type Registration,
  saveRegistration,
} from '../../shared/accounts/registration.ts';
import type { AccountSecrets } from '../../shared/accounts/secret-store.ts';
import type { WebhookSettings } from '../../shared/accounts/webhook-settings.ts';
import { AmbiguousOutcomeError, type Company, NotFoundError } from '../../shared/cubicasa/index.ts';
import { keys } from '../../shared/ledger/keys.ts';
import type { Table } from '../../shared/ledger/table.ts';
import { planRegistration } from './plan-registration.ts';

export interface RegisterWebhookDeps {
  readonly table: Table;
  readonly clients: AccountClients;
  readonly secrets: AccountSecrets;
  readonly settings: WebhookSettings;
  /** `https://…/webhooks`, to which account and token are added. */
  readonly baseUrl: string;
  readonly report: (code: 'account-parked', ids: { readonly account: string; readonly reason: string }) => void;
  readonly now: () => number;
}

export interface RegistrationOutcome {
  readonly outcome: 'registered' | 'needs-take-over' | 'parked';
  /** Hosts of other systems' addresses that stand in the way, or that were kept. */
  readonly others: readonly string[];
}

/**
 * Tells CubiCasa where to call. PATCH replaces what is there (CONTRACT 2.1), so addresses of other systems are kept,
 * replaced, or stand in the way, as configured. Repeating it is harmless: the same registration is written again.
 */
export async function registerWebhook(
  account: string,
  takeOver: boolean,
  deps: RegisterWebhookDeps,
): Promise<RegistrationOutcome> {
  try {
    return await register(account, takeOver, deps);
  } catch (error) {
    const reason = parkReasonOf(error);
    if (reason === undefined) throw error;
    await recordFailure(deps.table, account, { reason, now: deps.now() }, deps.report);
    return { outcome: 'parked', others: [] };
  }
}

async function register(account: string, takeOver: boolean, deps: RegisterWebhookDeps): Promise<RegistrationOutcome> {
  const { webhookToken } = await deps.secrets.load(account);
  const url = `${deps.baseUrl.replace(/\/+$/, '')}/${account}/${webhookToken}`;
  const known = parseRegistration(await deps.table.get(keys.registration(account)));
  const company = await readCompany(account, deps);
  const plan = planRegistration({ url, ourPrefix: `${deps.baseUrl}/${account}/`, ...deps, known, company, takeOver });
  if (plan.do === 'ask') return { outcome: 'needs-take-over', others: plan.others.map(hostOf) };
  await patch(account, plan.urls, deps);
  await saveRegistration(deps.table, account, toRegistration(url, plan.keep, deps));
  return { outcome: 'registered', others: plan.keep.map(hostOf) };
}

/** A PATCH with an unknown outcome is looked up by its own error before it is sent again (promise 9). */
async function patch(account: string, urls: readonly string[], deps: RegisterWebhookDeps): Promise<void> {
  const registration = { webhook_urls: [...urls], webhook_triggers: [...deps.settings.triggers] };
  try {
    await deps.clients.use(account, (client) => client.company.updateWebhook(registration));
  } catch (error) {
    if (!(error instanceof AmbiguousOutcomeError)) throw error;
    if (!isRegistered(await readCompany(account, deps), urls)) throw error;
  }
}

/** Seen in code only (CONTRACT 2.1): where it is not there, nothing can be read of the registration. */
async function readCompany(account: string, { clients }: RegisterWebhookDeps): Promise<Partial<Company>> {
  try {
    return await clients.use(account, (client) => client.company.get());
  } catch (error) {
    if (error instanceof NotFoundError) return {};
    throw error;
  }
}

function isRegistered({ webhook_urls: found }: Partial<Company>, urls: readonly string[]): boolean {
  return Array.isArray(found) && urls.every((url) => found.includes(url));
}

function toRegistration(url: string, keep: readonly string[], deps: RegisterWebhookDeps): Registration {
  return {
    v: 1,
    triggers: deps.settings.triggers,
    keep,
    urlDigest: digestAddress(url),
    at: new Date(deps.now()).toISOString(),
  };
}

/** Another system's address may hold its own token in the path. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an unreadable address';
}
