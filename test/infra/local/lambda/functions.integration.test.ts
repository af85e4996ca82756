import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FunctionDefinition } from '../../../../infra/local/lambda/function-definition.ts';
import { createFunctions, type Functions } from '../../../../infra/local/lambda/functions.ts';

const HANDLER = `exports.handler = async (event, context) => {
  if (event.exit) process.exit(3);
  if (event.hang) await new Promise(() => setInterval(() => {}, 1000));
  if (event.meet) await new Promise((resolve) => setTimeout(resolve, 200));
  if (event.fail) throw new TypeError('refused');
  return { event, pid: process.pid, now: Date.now(), text: new Date().toISOString(), given: new Date(5).getTime(),
    left: context.getRemainingTimeInMillis(), greeting: process.env.GREETING, trace: process.env._X_AMZN_TRACE_ID };
};`;

let codeDir: string;
let functions: Functions;
let definition: FunctionDefinition;
let offset = 0;

const open = (processesPerFunction: number, definitions: readonly FunctionDefinition[]): Functions =>
  createFunctions({
    definitions,
    credentialsFor: () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }),
    surroundings: { region: 'eu-west-1', endpoints: {}, onLog: () => undefined },
    clockOffsetMs: () => offset,
    processesPerFunction,
  });

beforeAll(async () => {
  codeDir = await mkdtemp(join(tmpdir(), 'relay-function-'));
  await writeFile(join(codeDir, 'index.cjs'), HANDLER);
  definition = {
    logicalId: 'Echo',
    name: 'echo',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:echo',
    codeDir,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    roleArn: 'arn:aws:iam::000000000000:role/echo',
    memoryMb: 128,
    timeoutMs: 1_500,
    environment: { GREETING: 'hello' },
    reservedConcurrency: undefined,
    recursionAllowed: false,
  };
  functions = open(1, [definition]);
});

afterAll(async () => {
  await functions.close();
  await rm(codeDir, { recursive: true });
});

async function call(event: object, traces: readonly string[] = []): Promise<Record<string, unknown>> {
  const { payload, functionError } = await functions.invoke('echo', JSON.stringify(event), traces);
  return { functionError, ...(JSON.parse(payload) as Record<string, unknown>) };
}

it('runs the artifact under the runtime client of AWS with the environment of the template', async () => {
  const answer = await call({ a: 1 });
  expect(answer).toMatchObject({ event: { a: 1 }, greeting: 'hello', given: 5 });
  expect(answer.left).toBeGreaterThan(0);
  expect(answer.trace).toContain('Lineage=');
});

it('uses an idle process again', async () => {
  expect((await call({})).pid).toBe((await call({})).pid);
});

it('lets a call wait while its only process is busy', async () => {
  const [first, second] = await Promise.all([call({ meet: true }), call({ meet: true })]);
  expect(first.pid).toBe(second.pid);
});

it('runs a function in as many processes at once as it is given, and in no more than the template reserves', async () => {
  const reserved = { ...definition, name: 'reserved', arn: `${definition.arn}-reserved`, reservedConcurrency: 1 };
  const several = open(2, [definition, reserved]);
  const pidsOf = async (name: string): Promise<Set<unknown>> => {
    const calls = Array.from({ length: 4 }, () => several.invoke(name, '{"meet":true}'));
    return new Set((await Promise.all(calls)).map(({ payload }) => JSON.parse(payload).pid));
  };
  expect(await pidsOf('echo')).toHaveProperty('size', 2);
  expect(await pidsOf('reserved')).toHaveProperty('size', 1);
  await several.close();
});

it('moves the clock of a function that runs already, but not its deadline', async () => {
  const before = Number((await call({})).now);
  offset = 86_400_000;
  const after = await call({});
  expect(Number(after.now) - before).toBeGreaterThanOrEqual(offset);
  expect(Date.parse(String(after.text))).toBeGreaterThanOrEqual(before + offset);
  expect(after.left).toBeLessThanOrEqual(1_500);
  offset = 0;
});

it('answers an error of the function as Lambda does', async () => {
  expect(await call({ fail: true })).toMatchObject({ functionError: 'Unhandled', errorType: 'TypeError' });
});

it('ends a function at its timeout and replaces it', async () => {
  const { pid } = await call({});
  expect(await call({ hang: true })).toMatchObject({ functionError: 'Unhandled', errorType: 'Sandbox.Timedout' });
  expect((await call({})).pid).not.toBe(pid);
});

it('replaces a process that ended by itself', async () => {
  expect(await call({ exit: true })).toMatchObject({ functionError: 'Unhandled', errorType: 'Runtime.ExitError' });
  expect(await call({ a: 2 })).toMatchObject({ event: { a: 2 } });
});

it('stops a chain that comes back to the function for the sixteenth time', async () => {
  let trace: unknown;
  for (let hop = 0; hop < 16; hop += 1) trace = (await call({}, trace === undefined ? [] : [String(trace)])).trace;
  expect(await call({}, [String(trace)])).toMatchObject({ errorType: 'RecursiveInvocation' });
});

it('refuses a function that the stack does not have', async () => {
  await expect(functions.invoke('nobody', '{}')).rejects.toThrow('nobody');
});
