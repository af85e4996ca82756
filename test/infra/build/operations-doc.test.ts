import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CLIENT_METHODS, describeOperations, OPERATIONS_DOC } from '../../../infra/build/operations-doc.ts';
import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import { operations } from '../../../shared/cubicasa/operations.ts';
import { operationCalls } from '../../conformance/operation-calls.ts';

test('docs/operations.md is what the table and the OpenAPI document say', async () => {
  expect(await readFile(OPERATIONS_DOC, 'utf8')).toBe(await describeOperations());
});

test('every operation that it names is covered by conformance and has a method on the client', () => {
  expect(Object.keys(operationCalls).sort()).toEqual(Object.keys(operations).sort());
  const client: object = createCubiCasaClient({ apiKey: 'key' });
  for (const method of Object.values(CLIENT_METHODS)) {
    const found = method.split('.').reduce<unknown>((face, name) => (face as Record<string, unknown>)[name], client);
    expect(found, method).toBeTypeOf('function');
  }
});
