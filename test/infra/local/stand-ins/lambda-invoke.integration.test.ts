import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AwsError } from '../../../../infra/local/stand-ins/aws-error.ts';
import type { StandIn } from '../../../../infra/local/stand-ins/json-service.ts';
import { type InvocationResult, startLambdaInvoke } from '../../../../infra/local/stand-ins/lambda-invoke.ts';
import { sdkOptions } from './sdk-options.ts';

let standIn: StandIn;
let client: LambdaClient;
const invoked: string[] = [];

async function invoke(name: string, payload: string): Promise<InvocationResult> {
  invoked.push(`${name} ${payload}`);
  if (name === 'missing') throw new AwsError('ResourceNotFoundException', 'Function not found', 404);
  if (name === 'broken') return { payload: '{"errorType":"Error"}', functionError: 'Unhandled' };
  return { payload };
}

beforeAll(async () => {
  standIn = await startLambdaInvoke({ invoke });
  client = new LambdaClient({ ...sdkOptions(standIn.url), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await standIn.close();
});

const send = (FunctionName: string, Payload: string, InvocationType: 'RequestResponse' | 'Event' = 'RequestResponse') =>
  client.send(new InvokeCommand({ FunctionName, Payload, InvocationType }));

test.each([['order-sweep'], ['arn:aws:lambda:eu-central-1:000000000000:function:order-sweep']])(
  '%s is invoked and answers',
  async (name) => {
    const result = await send(name, '{"v":1}');
    expect(result.Payload?.transformToString()).toBe('{"v":1}');
    expect([result.StatusCode, result.FunctionError]).toEqual([200, undefined]);
    expect(invoked.at(-1)).toBe('order-sweep {"v":1}');
  },
);

test('a function that failed is told by its header, with its error as the payload', async () => {
  const result = await send('broken', '{}');
  expect(result.FunctionError).toBe('Unhandled');
  expect(result.Payload?.transformToString()).toContain('errorType');
});

test('an invocation of type Event is answered before the function is', async () => {
  expect((await send('order-sweep', '{"event":1}', 'Event')).StatusCode).toBe(202);
  expect(invoked.at(-1)).toBe('order-sweep {"event":1}');
});

test('a name nobody has is ResourceNotFoundException', async () => {
  await expect(send('missing', '{}')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a payload that is no JSON is refused', async () => {
  await expect(send('order-sweep', '{')).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
});

test.each([
  ['unavailable', 'ServiceException'],
  ['throttled', 'TooManyRequestsException'],
] as const)('the fault %s is answered as Lambda does', async (kind, name) => {
  standIn.setFault({ kind, times: 1 });
  await expect(send('order-sweep', '{}')).rejects.toMatchObject({ name });
  expect((await send('order-sweep', '{}')).StatusCode).toBe(200);
});
