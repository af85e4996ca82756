import { describe, expect, test } from 'vitest';
import { CubiCasaError } from '../../shared/cubicasa/errors.ts';
import { type OperationId, operations } from '../../shared/cubicasa/operations.ts';
import { CALL_FAULTS } from '../simulator/company/faults.ts';
import { type Switches, switchTable } from '../simulator/company/switches.ts';
import { checkExchange } from './check-exchange.ts';
import { operationCalls } from './operation-calls.ts';
import { BASE_URL, createWorld, record } from './simulated-world.ts';

const NAMES = Object.keys(operations) as OperationId[];

async function callAll(switches: Partial<Switches>, prepare: (name: OperationId) => object[] = () => []) {
  const problems: string[] = [];
  const outcomes: unknown[] = [];
  for (const name of NAMES) {
    const { company, known } = createWorld(switches);
    for (const fault of prepare(name)) company.faults.add(fault as never);
    const { client, exchanges } = record(company);
    outcomes.push(await operationCalls[name](client, known).catch((error: unknown) => error));
    const options = { baseUrl: BASE_URL, apiKey: company.apiKey, responses: 'tolerant' } as const;
    problems.push(...exchanges.flatMap((exchange) => checkExchange(exchange, options).problems));
  }
  return { problems, errors: outcomes.filter((outcome) => outcome instanceof Error) };
}

describe('every operation works and conforms whatever the answer to an open question is', () => {
  test.each<Partial<Switches>>([
    { paginationOffset: 'skipping', lastNextOffset: 'absent' },
    { paginationOffset: 'one-based', lastNextOffset: 'number', reportedLimit: 'zero' },
    { userLookup: 'query', maxLimit: 20 },
    { listAssets: 'with', homeReport: 'homereport', emptyGroups: 'empty-array' },
    { emptyGroups: 'empty-object', unknownFields: 'everywhere' },
    { createdBy: 'company', createdUserRole: 'other', draftStatus: 'New' },
    { combinedPdf: 'bytes', changeRequestList: 'array', redeliverAnswer: 'message' },
    { combinedPdf: 'redirect', companyEcho: 'nothing', deliveryType: 'varied' },
    { combinedPdf: 'pdf_url', userUpdateBody: 'complete', omittedDraftFields: 'cleared' },
  ])('%j', async (switches) => {
    const { problems, errors } = await callAll(switches);
    expect(errors).toEqual([]);
    expect(problems).toEqual([]);
  });
});

/** Every value of every switch that is not the default. */
const ALTERNATIVES = Object.entries(switchTable).flatMap(([name, { kind, default: usual, ...entry }]) => {
  const values = 'values' in entry ? entry.values : kind === 'flag' ? [true, false] : [];
  return values.filter((value) => value !== usual).map((value) => ({ [name]: value }) as Partial<Switches>);
});

/** Calls of the test that the answer forbids: three statuses in a filter, a text as the source of a redraw, a PDF of none. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'statusFilter=documented': ['listOrders'],
  'redrawSource=list': ['createRedrawOrder'],
  'planFormats=least': ['getCombinedPdf'],
};

describe('every other answer to every open question conforms, and is no matter for any operation it does not forbid', () => {
  test.each(ALTERNATIVES)('%j', async (switches) => {
    const { problems, errors } = await callAll(switches);
    const [answer = ''] = Object.entries(switches).map(([name, value]) => `${name}=${value}`);
    expect(errors.map((error) => (error as CubiCasaError).operation)).toEqual(REFUSED[answer] ?? []);
    expect(problems).toEqual([]);
  });
});

describe('under a fault that strikes once, every operation ends in a value or a typed error, and every read in a value', () => {
  test.each(CALL_FAULTS.filter((kind) => !['refuse-key', 'html', 'empty', 'truncated'].includes(kind)))(
    '%s',
    async (kind) => {
      const { errors } = await callAll({}, (operation) => [{ kind, operation, count: 1 }]);
      for (const error of errors) expect(error).toBeInstanceOf(CubiCasaError);
      const failed = new Set(errors.map((error) => (error as CubiCasaError).operation));
      expect([...failed].filter((name) => operations[name as OperationId].method === 'GET')).toEqual([]);
    },
  );

  test.each(['refuse-key', 'html', 'empty', 'truncated'])('%s, which no repeat would help', async (kind) => {
    const { errors } = await callAll({}, (operation) => [{ kind, operation, count: 1 }]);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toBeInstanceOf(CubiCasaError);
  });
});
