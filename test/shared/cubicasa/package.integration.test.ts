import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildClient } from '../../../infra/build/client.ts';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';

const run = promisify(execFile);
const NPM_OFFLINE = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];

const PROGRAM = `import { type Order, createCubiCasaClient, NotFoundError, operations } from 'cubicasa-relay-client';
import { parseWebhook } from 'cubicasa-relay-client/webhook';

const [apiKey = '', baseUrl = ''] = process.argv.slice(2);
const cubicasa = createCubiCasaClient({ apiKey, baseUrl, requestsPerSecond: 1000 });
const ids: string[] = [];
for await (const order of cubicasa.orders.list({ status: ['Ready'], limit: 50 })) ids.push(order.id);
const order: Order = await cubicasa.orders.get(ids[0] ?? '');
const missing = await cubicasa.orders.get('no-such-order').catch((error: unknown) => error instanceof NotFoundError);
const webhook = parseWebhook({ id: order.id, current_status: 'Ready' });
console.log(JSON.stringify({ node: process.version, operations: Object.keys(operations).length, ready: ids.length,
  status: order.info?.status, missing, webhook: webhook.id === order.id }));
await cubicasa.close();
`;

let project: string;
let simulator: Simulator;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'cubicasa-client-'));
  simulator = await startSimulator({ seed: 7 });
});

afterAll(async () => {
  await simulator?.close();
  await rm(project, { recursive: true, force: true });
});

async function pack(folder: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', folder, '--pack-destination', project, '--ignore-scripts', '--json']);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(project, filename);
}

test('the packed client installs into an empty project, type-checks there and calls the API', async () => {
  const built = await buildClient({ outdir: join(project, 'built') });
  const tarballs = [
    await pack(built),
    await pack(resolve('node_modules/undici')),
    await pack(resolve('node_modules/@types/node')),
    await pack(resolve('node_modules/undici-types')),
  ];
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', ...NPM_OFFLINE, ...tarballs], { cwd: project });

  await writeFile(join(project, 'program.ts'), PROGRAM);
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--ignoreConfig'];
  await run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...strict, 'program.ts'], { cwd: project });

  const { stdout } = await run(process.execPath, ['program.js', simulator.apiKey, simulator.url], { cwd: project });
  expect(JSON.parse(stdout)).toMatchObject({
    node: process.version,
    operations: 27,
    ready: expect.toSatisfy((count: number) => count > 0),
    status: 'Ready',
    missing: true,
    webhook: true,
  });
});
