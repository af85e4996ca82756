import { describe, expect, it } from 'vitest';
import { callApi, requireOperation } from '../../../infra/cli/api/call-api.ts';
import { showAnswer } from '../../../infra/cli/api/show-answer.ts';
import { probeOperations } from '../../../infra/cli/doctor/probe-operations.ts';
import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import { createCompany } from '../../simulator/company/company.ts';
import { createSimulatorTransport } from '../../simulator/transport.ts';
import { START } from '../../support/order-builder.ts';

function createRig() {
  const company = createCompany({ seed: 1, now: () => START });
  const baseUrl = 'http://127.0.0.1:1/api/integrate/v3';
  const transport = createSimulatorTransport({ company, baseUrl });
  const client = createCubiCasaClient({ apiKey: company.apiKey, baseUrl, transport, now: () => START });
  return { company, client };
}

const CALL = { params: {}, query: {}, body: undefined, allowUnverified: false, execute: false };

describe('relay api', () => {
  it('calls a read at once, and shows links without their signatures', async () => {
    const { client } = createRig();
    const answer = await callApi(client, { ...CALL, operation: 'listUsers' });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain('?');
  });

  it('sends a write only when told to', async () => {
    const { client, company } = createRig();
    expect((await callApi(client, { ...CALL, operation: 'deleteCompanyWebhook' })).status).toBeNull();
    expect(company.requests.counts().byOperation).toEqual({});
    expect((await callApi(client, { ...CALL, operation: 'deleteCompanyWebhook', execute: true })).status).toBe(200);
  });

  it('says of a dry run what would be sent to whom, and that it was not', async () => {
    const { client } = createRig();
    const params = { user_id: 'ana@agency.example' };
    expect(await callApi(client, { ...CALL, operation: 'deleteUser', params })).toMatchObject({
      method: 'DELETE',
      path: '/users/ana%40agency.example',
      status: null,
      note: expect.stringContaining('nothing was sent'),
    });
  });

  it.each([
    ['deleteUser', {}, 'user_id is missing: deleteUser takes --param user_id=…'],
    ['deleteUser', { user_id: ' ' }, 'user_id is empty'],
    ['deleteUser', { user_id: 'u', user: 'u' }, '--param user: deleteUser takes --param user_id=…'],
    ['createUser', { user_id: 'u' }, '--param user_id: createUser takes no --param'],
    ['redeliverOrder', { order_id: 'o' }, '--allow-unverified'],
    ['createRedrawOrder', {}, '--allow-unverified'],
  ] as const)('makes the same checks whether it is to send or not: %s %j', async (operation, params, message) => {
    const { client, company } = createRig();
    for (const execute of [false, true]) {
      const call = callApi(client, { ...CALL, operation, params, execute });
      await expect(call).rejects.toThrow(message);
      await expect(call).rejects.not.toThrow('allowUnverified');
    }
    expect(company.requests.counts().byOperation).toEqual({});
  });

  it('[P8] shows addresses of webhooks without the tokens in their paths', async () => {
    const { client, company } = createRig();
    const ours = 'https://api.example/webhooks/default/';
    const urls = [`${ours}token-2`, `${ours}token-1`, 'https://other.example/hooks/s3cr3t/in', 'https://four.example'];
    company.registration = { urls, triggers: [] };
    const { body } = await callApi(client, { ...CALL, operation: 'getCompany' }, ['token-2']);
    const shown = [`${ours}…`, `${ours}…`, 'https://other.example/…', 'https://four.example/…'];
    expect(body).toMatchObject({ webhook_urls: shown });
  });

  it('[P8] hides the account’s token wherever it stands', () => {
    const body = { note: 'see https://gate.example/in/token-2/x?y=1', list: ['token-2', 3, null], token: '' };
    expect(showAnswer(body, ['token-2', ''])).toEqual({
      note: 'see https://gate.example/in/…/x?y=1',
      list: ['…', 3, null],
      token: '',
    });
  });

  it('names the operations there are', () => {
    expect(() => requireOperation('getOrders')).toThrow(/getOrder/);
  });
});

describe('relay doctor', () => {
  it('probes every read whose path it can fill, and takes an unconfirmed path for no fault', async () => {
    const { client } = createRig();
    const findings = await probeOperations('default', client);
    expect(findings.length).toBeGreaterThanOrEqual(5);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(findings.some(({ check }) => check.includes('placeholder'))).toBe(true);
  });
});
