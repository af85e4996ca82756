import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildClient } from '../../../infra/build/client.ts';
import type { Simulator } from '../../simulator/start-simulator.ts';

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

/** A project of its own with the packed client installed in it. */
export interface PackedClient {
  readonly folder: string;
  /** Runs a program that uses the client on one Node; what it printed. */
  run(node: string, simulator: Simulator): Promise<unknown>;
  remove(): Promise<void>;
}

/** Builds, packs and installs the client without network, and type-checks a program that uses it. */
export async function installPackedClient(): Promise<PackedClient> {
  const folder = await mkdtemp(join(tmpdir(), 'cubicasa-client-'));
  const built = await buildClient({ outdir: join(folder, 'built') });
  const packed = [built, ...['undici', '@types/node', 'undici-types'].map((name) => resolve('node_modules', name))];
  const tarballs: string[] = [];
  for (const one of packed) tarballs.push(await pack(one, folder));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', ...NPM_OFFLINE, ...tarballs], { cwd: folder });
  await writeFile(join(folder, 'program.ts'), PROGRAM);
  const strict = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', '--ignoreConfig'];
  await run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...strict, 'program.ts'], { cwd: folder });
  return {
    folder,
    run: async (node, { apiKey, url }) => {
      const { stdout } = await run(node, ['program.js', apiKey, url], { cwd: folder });
      return JSON.parse(stdout);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function pack(what: string, into: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', what, '--pack-destination', into, '--ignore-scripts', '--json']);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}
