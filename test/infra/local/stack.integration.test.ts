import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type LocalStack, startLocalStack } from '../../../infra/local/stack.ts';
import type { StackEvent } from '../../../infra/local/stack-options.ts';
import { readStackState, writeStackState } from '../../../infra/local/stack-state.ts';
import type { Template } from '../../../infra/local/template/template.ts';
import { createDocumentClient, createSecretsClient } from '../../../shared/aws/clients.ts';
import { writeSmallTemplate } from './support/small-template.ts';

const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
let dir: string;
let stack: LocalStack | undefined;
let events: StackEvent[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'relay-stack-'));
  await writeSmallTemplate(join(dir, 'template'), NODE_MODULES);
});
afterEach(async () => {
  await stack?.close();
  stack = undefined;
});
afterAll(() => rm(dir, { recursive: true }));

async function start(transformTemplate?: (template: Template) => Template): Promise<LocalStack> {
  events = [];
  stack = await startLocalStack({
    templateDir: join(dir, 'template'),
    dataDir: join(dir, 'data'),
    stateFile: join(dir, 'stack.json'),
    transformTemplate,
    onEvent: (event) => events.push(event),
  });
  return stack;
}

function clientOptions({ state }: LocalStack, service: keyof LocalStack['state']['endpoints']) {
  const { accessKeyId, secretAccessKey } = state;
  return { region: state.region, endpoint: state.endpoints[service], credentials: { accessKeyId, secretAccessKey } };
}

async function seen(running: LocalStack): Promise<{ body: string; at: string }[]> {
  const client = createDocumentClient(clientOptions(running, 'dynamodb'));
  const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'seen' } };
  const { Items = [] } = await client.send(
    new QueryCommand({ TableName: running.state.outputs.LedgerTable, ...query }),
  );
  return Items as { body: string; at: string }[];
}

const post = ({ state }: LocalStack, body: string): Promise<Response> =>
  fetch(`${state.outputs.WebhookBaseUrl}/default/token`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain' },
  });

function without(logicalId: string, property?: string): (template: Template) => Template {
  return (template) => {
    const changed = structuredClone(template) as {
      Resources: Record<string, { Properties?: Record<string, unknown> }>;
    };
    if (property === undefined) delete changed.Resources[logicalId];
    else delete changed.Resources[logicalId]?.Properties?.[property];
    return changed as unknown as Template;
  };
}

it('runs what the template says, from the route to the table', async () => {
  const running = await start();
  const response = await post(running, 'hello');
  expect([response.status, await response.text()]).toEqual([200, 'queued']);
  await vi.waitFor(async () => expect(await seen(running)).toHaveLength(1), 30_000);
  const [item] = await seen(running);
  expect(JSON.parse(item?.body ?? '')).toEqual({ body: 'hello', account: 'default', token: 'token' });
  expect(running.denied).toEqual([]);
});

interface LooseResource {
  Properties: Record<string, unknown>;
}

/** The small template with its work led through a queue and a function more. */
function withOneMore(template: Template): Template {
  const text = JSON.stringify(template.Resources);
  const resources = JSON.parse(text.replaceAll('"Work"', '"MoreWork"')) as Record<string, LooseResource>;
  const { Work, Worker } = JSON.parse(text) as Record<string, LooseResource>;
  const { Mapping, ...rest } = resources;
  const MoreMapping = { ...Mapping, Properties: { ...Mapping?.Properties, FunctionName: { Ref: 'MoreWorker' } } };
  return { ...template, Resources: { ...rest, Work, MoreWorker: Worker, MoreMapping } } as unknown as Template;
}

it('runs a queue and a function that only the template knows of', async () => {
  const running = await start(withOneMore);
  await post(running, 'hello');
  await vi.waitFor(async () => expect(await seen(running)).toHaveLength(1), 30_000);
  expect(running.functions.definitions.map(({ name }) => name)).toContainEqual(expect.stringContaining('MoreWorker'));
  expect(running.denied).toEqual([]);
});

it('moves the clock of functions and fires what fell due', async () => {
  const running = await start();
  await running.clock.advance(3 * 3_600_000);
  await vi.waitFor(async () => expect(await seen(running)).toHaveLength(1), 30_000);
  const [item] = await seen(running);
  expect(Date.parse(item?.at ?? '') - Date.now()).toBeGreaterThan(2.9 * 3_600_000);
});

it('generates secrets and writes a state file for its owner alone', async () => {
  const running = await start();
  const secrets = createSecretsClient(clientOptions(running, 'secretsManager'));
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: running.state.outputs.SecretArn }),
  );
  expect(JSON.parse(SecretString).token).toHaveLength(32);
  expect((await stat(join(dir, 'stack.json'))).mode & 0o777).toBe(0o600);
  expect(await readStackState(join(dir, 'stack.json'))).toEqual(running.state);
});

it('tells other processes its time, wherever its clock is moved', async () => {
  const running = await start();
  await running.clock.advance(3_600_000);
  expect(await readStackState(join(dir, 'stack.json'))).toEqual({ ...running.state, clockOffsetMs: 3_600_000 });
});

it('leaves the state file to another stack that runs here', async () => {
  const running = await start();
  expect(running.published).toBe(true);
  const other = { ...running.state, pid: process.ppid };
  await writeStackState(join(dir, 'stack.json'), other);
  const second = await start();
  expect(second.published).toBe(false);
  await second.close();
  expect(await readStackState(join(dir, 'stack.json'))).toEqual(other);
  await rm(join(dir, 'stack.json'));
});

it('refuses what the role of a function lacks, by its name', async () => {
  const running = await start(without('IngestRole', 'Policies'));
  expect((await post(running, 'hello')).status).toBe(500);
  expect(running.denied).toMatchObject([{ action: 'sqs:SendMessage', message: expect.stringContaining('IngestRole') }]);
});

it('calls no function that does not let API Gateway', async () => {
  const running = await start(without('Permission'));
  expect((await post(running, 'hello')).status).toBe(500);
  expect(running.denied).toMatchObject([{ principal: 'apigateway.amazonaws.com' }]);
});

it('tells of a mapping whose function may not read its queue', async () => {
  const running = await start(without('WorkerRole', 'Policies'));
  await vi.waitFor(() => expect(running.denied.map(({ action }) => action)).toContain('sqs:ReceiveMessage'), 5_000);
});

it('tells of a function that fails', async () => {
  const running = await start((template) => {
    const changed = structuredClone(template);
    const worker = changed.Resources.Worker as unknown as { Properties: { Environment: object } };
    worker.Properties.Environment = {};
    return changed;
  });
  await post(running, 'hello');
  await vi.waitFor(
    () =>
      expect(events).toContainEqual(
        expect.objectContaining({ type: 'trouble', source: 'Mapping', message: 'Error: TABLE is missing' }),
      ),
    30_000,
  );
});

it('frees its ports within two seconds', async () => {
  const running = await start();
  await post(running, 'hello');
  const began = performance.now();
  await running.close();
  expect(performance.now() - began).toBeLessThan(2_000);
  await expect(fetch(running.state.endpoints.sqs)).rejects.toThrow();
  await expect(post(running, 'hello')).rejects.toThrow();
  await expect(readFile(join(dir, 'stack.json'))).rejects.toThrow();
});

it('says which port is in use', async () => {
  const running = await start();
  const port = Number(new URL(running.state.outputs.WebhookBaseUrl ?? '').port);
  const second = startLocalStack({ templateDir: join(dir, 'template'), dataDir: join(dir, 'data-2'), port });
  await expect(second).rejects.toThrow(`port ${port} is in use`);
});
