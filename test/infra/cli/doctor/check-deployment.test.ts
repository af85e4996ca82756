import { describe, expect, it } from 'vitest';
import { checkDeployment } from '../../../../infra/cli/doctor/check-deployment.ts';
import { createAccountClients } from '../../../../shared/accounts/account-client.ts';
import { digestAddress, saveRegistration } from '../../../../shared/accounts/registration.ts';
import { createSecretStore } from '../../../../shared/accounts/secret-store.ts';
import { WEBHOOK_TRIGGERS } from '../../../../shared/accounts/webhook-settings.ts';
import { createCubiCasaClient } from '../../../../shared/cubicasa/index.ts';
import { keys } from '../../../../shared/ledger/keys.ts';
import { redact } from '../../../../shared/telemetry/redact.ts';
import { createCompany } from '../../../simulator/company/company.ts';
import { createSimulatorTransport } from '../../../simulator/transport.ts';
import { enlistAccounts } from '../../../support/enlist-accounts.ts';
import { createMemoryTable } from '../../../support/memory-table.ts';
import { START } from '../../../support/order-builder.ts';

const OURS = 'https://api.example/webhooks/default/token-1';
const FOREIGN = 'https://other.example/hooks/s3cr3t';
const now = () => START;

/** Two accounts with one company's key; `default` registered the address of ours. */
async function createRig() {
  const company = createCompany({ seed: 1, now });
  const baseUrl = 'http://127.0.0.1:1/api/integrate/v3';
  const transport = createSimulatorTransport({ company, baseUrl });
  const table = createMemoryTable();
  await enlistAccounts(table, 'default', 'harbour');
  const entry = { v: 1, triggers: WEBHOOK_TRIGGERS, keep: [], at: new Date(START).toISOString() } as const;
  await saveRegistration(table, 'default', { ...entry, urlDigest: digestAddress(OURS) });
  const secret = JSON.stringify({ apiKey: company.apiKey, webhookToken: 'token-1' });
  const secrets: Record<string, string> = { default: secret, harbour: secret };
  const readSecret = async (account: string) => secrets[account];
  const accountClients = createAccountClients({
    secrets: createSecretStore({ read: readSecret, now }),
    table,
    createClient: ({ apiKey }) => createCubiCasaClient({ apiKey, baseUrl, transport, now }),
  });
  const outputs = { accountSecretPrefix: 'relay', webhookBaseUrl: 'https://api.example/webhooks' };
  const connection = { table, readSecret, accountClients, now, deployment: { outputs } };
  const register = (...urls: string[]) => {
    company.registration = { urls, triggers: [] };
  };
  const find = async (check: string) => (await checkDeployment(connection)).find((finding) => finding.check === check);
  return { company, secrets, connection, register, find };
}

describe('[P8] relay doctor, of the registration', () => {
  it('is content when company information shows our address', async () => {
    const { register, find } = await createRig();
    register(FOREIGN, OURS);
    expect(await find('default: webhook registered')).toEqual({ check: 'default: webhook registered', ok: true });
  });

  it('names the host that CubiCasa calls in place of us, never its path', async () => {
    const { register, find } = await createRig();
    register(FOREIGN);
    const found = await find('default: webhook registered');
    expect(found).toMatchObject({ ok: false, mend: expect.stringContaining('relay accounts add default --take-over') });
    expect(found?.mend).toContain('other.example');
    expect(found?.mend).not.toContain('s3cr3t');
  });

  it.each([[[]], [['https://api.example/webhooks/default/token-0']]])(
    'points at the registration job where nobody else is in the way: %j',
    async (urls) => {
      const { register, find } = await createRig();
      register(...urls);
      const found = await find('default: webhook registered');
      expect(found).toMatchObject({ ok: false, mend: expect.stringContaining('webhook-registration') });
      expect(found?.mend).not.toContain('--take-over');
    },
  );

  it('goes by what was registered last where company information shows nothing', async () => {
    const { company, find } = await createRig();
    company.switches = { ...company.switches, companyEcho: 'nothing' };
    expect(await find('default: webhook registered')).toMatchObject({ ok: true });
    expect(await find('harbour: webhook registered')).toMatchObject({ ok: false });
  });
});

describe('relay doctor, of secrets', () => {
  it.each([
    ['{"apiKey"', 'must hold a JSON object'],
    ['{"apiKey": 1, "webhookToken": "t"}', 'must hold apiKey as a text'],
    ['{"apiKey": "k"}', 'must hold webhookToken as a text'],
  ])('makes one failed check of a malformed one, and goes on: %s', async (text, what) => {
    const { secrets, connection } = await createRig();
    secrets.harbour = text;
    const findings = await checkDeployment(connection);
    const aboutIt = findings.filter(({ ok, mend = '' }) => !ok && mend.includes('must hold'));
    expect(aboutIt).toMatchObject([{ check: 'harbour: secret' }]);
    expect(redact(aboutIt[0]?.mend ?? '')).toContain(`${what}: mend relay/accounts/harbour`);
    expect(findings).toContainEqual({ check: 'default: secret', ok: true });
    expect(findings).toContainEqual({ check: 'default: CubiCasa answers with this key', ok: true });
  });

  it('says how to fill an empty one, and does not try its key', async () => {
    const { secrets, connection } = await createRig();
    secrets.harbour = '{"apiKey": "", "webhookToken": "t"}';
    const harbour = (await checkDeployment(connection)).filter(({ check }) =>
      /^harbour: (secret|CubiCasa)/.test(check),
    );
    expect(harbour).toMatchObject([{ ok: false, mend: expect.stringContaining('relay accounts add harbour') }]);
  });
});

describe('relay doctor, of sweeps', () => {
  it.each([
    ['a baseline of this hour', 59, true],
    ['a baseline of long ago, and no sweep since', 61, false],
  ])('looks at %s', async (_what, minutes, ok) => {
    const { connection, find } = await createRig();
    const completedAt = new Date(START - minutes * 60_000).toISOString();
    const data = { v: 1, generation: 1, startedAt: completedAt, completedAt, orders: 0 };
    await connection.table.put({ ...keys.baseline('default'), data }, 'any');
    expect(await find('default: swept within the hour')).toMatchObject({ ok });
  });
});
