import { describe, expect, test } from 'vitest';
import { type OperationId, operations } from '../../shared/cubicasa/operations.ts';
import { checkExchange } from './check-exchange.ts';
import { operationCalls } from './operation-calls.ts';
import { BASE_URL, createWorld, record } from './simulated-world.ts';

const NAMES = Object.keys(operations) as OperationId[];

describe('request and response of each operation are exactly as documented', () => {
  test.each(NAMES)('%s', async (name) => {
    const { company, known } = createWorld();
    const { client, exchanges } = record(company);
    await operationCalls[name](client, known);
    const options = { baseUrl: BASE_URL, apiKey: company.apiKey, responses: 'strict' } as const;
    const findings = exchanges.map((exchange) => checkExchange(exchange, options));
    expect(findings.map(({ operation }) => operation)).toContain(name);
    expect(findings.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

test('what the simulator answers by default is no drift to the client', async () => {
  const drift: unknown[] = [];
  for (const name of NAMES) {
    const { company, known } = createWorld();
    await operationCalls[name](record(company, {}, { onDrift: (met) => drift.push(met) }).client, known);
  }
  expect(drift).toEqual([]);
});
