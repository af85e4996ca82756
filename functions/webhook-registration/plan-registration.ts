import type { Registration } from '../../shared/accounts/registration.ts';
import type { WebhookSettings } from '../../shared/accounts/webhook-settings.ts';
import type { Company } from '../../shared/cubicasa/index.ts';

export interface RegistrationSituation {
  /** Our own address, current token. */
  readonly url: string;
  /** What all our addresses of this account begin with, older tokens included. */
  readonly ourPrefix: string;
  readonly settings: WebhookSettings;
  /** What this deployment registered last. */
  readonly known: Registration | undefined;
  /** May echo the registration; where it does not, nothing can be read (CONTRACT 2.1). */
  readonly company: Pick<Partial<Company>, 'webhook_urls'>;
  readonly takeOver: boolean;
}

export type RegistrationPlan =
  | { readonly do: 'patch'; readonly urls: readonly string[]; readonly keep: readonly string[] }
  /** A person has to say that what is or may be registered goes. */
  | { readonly do: 'ask'; readonly others: readonly string[] };

/** What to register, or why not without being told. Pure. */
export function planRegistration(situation: RegistrationSituation): RegistrationPlan {
  const { url, settings, known, takeOver } = situation;
  const keep = typeof settings.existing === 'object' ? settings.existing.keep : [];
  const others = readOthers(situation)?.filter((other) => !keep.includes(other));
  const mayReplace = takeOver || settings.existing === 'replace';
  if (others === undefined && known === undefined && !mayReplace) return { do: 'ask', others: [] };
  if (others !== undefined && others.length > 0 && !mayReplace) return { do: 'ask', others };
  return { do: 'patch', urls: [url, ...keep], keep };
}

/** Addresses that are registered and not ours; undefined where the registration cannot be read. */
function readOthers({ company, ourPrefix }: RegistrationSituation): string[] | undefined {
  if (!Array.isArray(company.webhook_urls)) return undefined;
  return company.webhook_urls.filter((registered) => !registered.startsWith(ourPrefix));
}
