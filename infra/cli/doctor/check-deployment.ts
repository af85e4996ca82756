import { listAccounts } from '../../../shared/accounts/account-state.ts';
import { parseBreaker } from '../../../shared/accounts/breaker.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { parseBaseline } from '../../../shared/orders/baseline.ts';
import { parseSweepRun } from '../../../shared/orders/sweep-run.ts';
import { checkRegistration } from './check-registration.ts';
import { checkSecret } from './check-secret.ts';
import type { DoctorConnection } from './doctor-connection.ts';
import { type Finding, finding } from './finding.ts';
import { probeOperations } from './probe-operations.ts';

const SWEEP_LATE_MS = 3_600_000;

/** Looks at every account: key, CubiCasa's read operations, breaker, registration, baseline, sweep. Reads only. */
export async function checkDeployment(connection: DoctorConnection): Promise<readonly Finding[]> {
  const accounts = await listAccounts(connection.table);
  if (accounts.length === 0) {
    return [{ check: 'accounts', ok: false, mend: 'there is none: `relay accounts add default`' }];
  }
  const findings = await Promise.all(accounts.map((account) => checkAccount(account, connection)));
  return findings.flat();
}

/** A secret that is not usable is one finding: what needs it is not tried. */
async function checkAccount(account: string, connection: DoctorConnection): Promise<Finding[]> {
  const secret = await checkSecret(account, connection);
  const key = secret.ok ? await checkKey(account, connection) : [];
  const registration = await checkRegistration(account, connection, secret.ok);
  return [secret, ...key, registration, ...(await checkLedger(account, connection))];
}

async function checkKey(account: string, { accountClients }: DoctorConnection): Promise<readonly Finding[]> {
  const check = `${account}: CubiCasa answers with this key`;
  try {
    const probed = await accountClients.use(account, (client) => probeOperations(account, client));
    return [{ check, ok: true }, ...probed];
  } catch (error) {
    return [{ check, ok: false, mend: error instanceof Error ? `${error.name}: ${error.message}` : 'no answer' }];
  }
}

async function checkLedger(account: string, { table, now }: DoctorConnection): Promise<Finding[]> {
  const { parked } = parseBreaker(await table.get(keys.breaker(account)));
  const baseline = parseBaseline(await table.get(keys.baseline(account)));
  const sweep = parseSweepRun(await table.get(keys.sweep(account, 'open')));
  // The baseline is an account's first sweep.
  const sweptAt = sweep?.completedAt ?? baseline?.completedAt ?? null;
  const swept = sweptAt !== null && now() - Date.parse(sweptAt) < SWEEP_LATE_MS;
  return [
    finding(`${account}: not parked`, parked === null, `parked for ${parked?.reason} since ${parked?.since}`),
    finding(`${account}: baseline complete`, baseline?.completedAt != null, `\`relay sweep --account ${account}\``),
    finding(`${account}: swept within the hour`, swept, `\`relay sweep --account ${account}\``),
  ];
}
