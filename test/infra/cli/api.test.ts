import { describe, expect, it } from 'vitest';
import { callApi, requireOperation } from '../../../infra/cli/api/call-api.ts';
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
