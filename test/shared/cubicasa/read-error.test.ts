import { describe, expect, test } from 'vitest';
import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  RefusedError,
  UpstreamError,
} from '../../../shared/cubicasa/errors.ts';
import { readError } from '../../../shared/cubicasa/read-error.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

function read(status: number, body: string | object = '', headers: Record<string, string> = {}) {
  const reading = { nowMs: NOW, hide: (text: string) => text.replaceAll('s3cr3t', '…') };
  return readError(
    'getOrder',
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    reading,
  );
}

test.each([
  [400, InvalidInputError],
  [401, RefusedError],
  [403, RefusedError],
  [404, NotFoundError],
  [405, InvalidInputError],
  [408, UpstreamError],
  [409, ConflictError],
  [422, InvalidInputError],
  [429, UpstreamError],
  [500, UpstreamError],
  [503, UpstreamError],
])('%i is a %s, whatever its body', (status, kind) => {
  for (const body of ['', '<html>', '{"mess', 'null', '[]', '7', { message: 'no' }]) {
    expect(read(status, body)).toBeInstanceOf(kind);
    expect(read(status, body)).toMatchObject({ operation: 'getOrder', status });
  }
});

describe('what CubiCasa says', () => {
  test.each([
    [{ message: 'User exists' }, 'User exists'],
    [{ error: 'bad key' }, 'bad key'],
    [{ detail: [{ at: 1 }] }, '[{"at":1}]'],
    ['<html><body><h1>502 Bad\n Gateway</h1></body></html>', '502 Bad Gateway'],
    ['', undefined],
  ])('%j is kept as detail %j', (body, detail) => {
    expect(read(404, body).detail).toBe(detail);
  });
  test('stays out of the message, since it may name a person', () => {
    expect(read(409, { message: 'ana@agency.example exists' }).message).toBe('getOrder: conflict (409)');
  });
  test('is shortened', () => {
    expect(read(500, 'x'.repeat(10_000)).detail).toHaveLength(300);
  });
});

test('all violations of a 400 come at once, from body, query and path', () => {
  const error = read(400, {
    validation_error: {
      body_params: [
        { loc: ['street'], msg: 'field required' },
        { loc: ['info', 0], msg: 'str type expected', type: 'type_error.str' },
      ],
      query_params: [{ loc: ['limit'], msg: 'too large' }, 'odd'],
    },
  });
  expect(error).toMatchObject({
    violations: [
      { path: 'body_params.street', text: 'field required' },
      { path: 'body_params.info.0', text: 'str type expected' },
      { path: 'query_params.limit', text: 'too large' },
    ],
  });
  expect(error.message).toContain('body_params.street, body_params.info.0, query_params.limit');
  expect(error.message).not.toContain('field required');
});

test('429 and 503 tell how long to wait, and a request id is kept', () => {
  expect(read(429, '', { 'retry-after': '7', 'x-request-id': 'r1' })).toMatchObject({
    reason: 'throttled',
    retryAfterMs: 7000,
    requestId: 'r1',
  });
  expect(read(503, '', { 'retry-after': 'Sun, 01 Mar 2026 12:00:05 GMT' })).toMatchObject({
    reason: 'unavailable',
    retryAfterMs: 5000,
  });
});

test('what nobody may read is in none of it', () => {
  const body = { validation_error: { body_params: [{ loc: ['email'], msg: 'bad s3cr3t' }] }, message: 'not s3cr3t' };
  const error = read(400, body, { 'x-request-id': 'r-s3cr3t' }) as InvalidInputError;
  expect(error).toMatchObject({ requestId: 'r-…', violations: [{ text: 'bad …' }], detail: 'not …' });
});

test('a body that is deep or all brackets holds nobody up', () => {
  expect(read(500, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBeInstanceOf(UpstreamError);
  expect(read(500, '<'.repeat(5_000_000))).toBeInstanceOf(UpstreamError);
});
