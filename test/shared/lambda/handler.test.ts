import type { Context } from 'aws-lambda';
import { expect, test, vi } from 'vitest';
import { createHandler } from '../../../shared/lambda/handler.ts';
import { log } from '../../../shared/telemetry/log.ts';

const CONTEXT = {
  awsRequestId: 'r1',
  functionName: 'order-fan-out',
  getRemainingTimeInMillis: () => 4_000,
} as unknown as Context;

test('hands the event, what was loaded, and the invocation to the core', async () => {
  const handler = createHandler(
    async () => ({ greeting: 'hello' }),
    async (event: { name: string }, deps, { requestId, remainingMs }) =>
      `${deps.greeting} ${event.name} ${requestId} ${remainingMs()}`,
  );
  expect(await handler({ name: 'ana' }, CONTEXT)).toBe('hello ana r1 4000');
});

test('a cold start that failed is tried again at the next event, and importing loads nothing', async () => {
  let loads = 0;
  const handler = createHandler(
    () => {
      loads += 1;
      if (loads === 1) throw new Error('no secret yet');
      return loads;
    },
    async (_: unknown, deps) => deps,
  );
  expect(loads).toBe(0);
  await expect(handler({}, CONTEXT)).rejects.toThrow('no secret yet');
  expect(await handler({}, CONTEXT)).toBe(2);
  expect(await handler({}, CONTEXT)).toBe(2);
});

test('what the core throws reaches Lambda, so that the event is redelivered', async () => {
  const handler = createHandler(
    () => undefined,
    async () => {
      throw new TypeError('broken');
    },
  );
  await expect(handler({}, CONTEXT)).rejects.toThrow(TypeError);
});

test('the log of what failed names the account that a job worked for', async () => {
  const logged = vi.spyOn(log, 'error');
  const handler = createHandler(
    () => undefined,
    async (_: { account?: string } | null) => {
      throw new Error('away');
    },
  );
  for (const event of [{ account: 'acme' }, {}, null]) await expect(handler(event, CONTEXT)).rejects.toThrow('away');
  expect(logged.mock.calls.map(([, ids]) => ids)).toEqual([{ account: 'acme' }, {}, {}]);
  logged.mockRestore();
});
