import { digestAddress, parseRegistration, type Registration } from '../../../shared/accounts/registration.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import type { DoctorConnection } from './doctor-connection.ts';
import { type Finding, finding } from './finding.ts';

/** Whether CubiCasa calls us: as company information shows it, or else as it was registered last. */
export async function checkRegistration(
  account: string,
  connection: DoctorConnection,
  canAsk: boolean,
): Promise<Finding> {
  const check = `${account}: webhook registered`;
  const known = parseRegistration(await connection.table.get(keys.registration(account)));
  if (known === undefined) return { check, ok: false, mend: `\`relay accounts add ${account} --take-over\`` };
  const shown = canAsk ? await readAddresses(account, connection) : undefined;
  const isOurs = shown?.some((url) => digestAddress(url) === known.urlDigest) ?? true;
  const ourPrefix = `${connection.deployment.outputs.webhookBaseUrl.replace(/\/+$/, '')}/${account}/`;
  return finding(check, isOurs, isOurs ? '' : describeMend(account, selectOthers(shown ?? [], known, ourPrefix)));
}

/** Undefined where CubiCasa does not show them; why it cannot be asked at all is what the key's own check says. */
async function readAddresses(account: string, { accountClients }: DoctorConnection): Promise<string[] | undefined> {
  const company = await accountClients.use(account, (client) => client.company.get()).catch(() => undefined);
  const shown = company?.webhook_urls;
  return Array.isArray(shown) ? shown : undefined;
}

/** Other systems' addresses, which the registration job does not replace unasked. */
function selectOthers(shown: readonly string[], { keep }: Registration, ourPrefix: string): readonly string[] {
  return shown.filter((url) => !url.startsWith(ourPrefix) && !keep.includes(url));
}

function describeMend(account: string, others: readonly string[]): string {
  if (others.length === 0) {
    return `CubiCasa no longer has our address: the daily job webhook-registration, or now \`relay accounts add ${account}\``;
  }
  const hosts = [...new Set(others.map(hostOf))].join(', ');
  return `CubiCasa calls ${hosts} in place of us: \`relay accounts add ${account} --take-over\``;
}

/** An address may hold a token in its path. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an unreadable address';
}
