import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { installPackedClient, type PackedClient } from './packed-client.ts';

/** The oldest Node the client promises to run on; from the package registry, into the test's own project. */
const NODE_22 = `node-${process.platform}-${process.arch}@22.23.3`;

let client: PackedClient;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7 });
  client = await installPackedClient();
  const flags = ['--prefix', join(client.folder, 'node-22'), '--no-audit', '--no-fund', '--ignore-scripts'];
  await promisify(execFile)('npm', ['install', ...flags, NODE_22]);
});

afterAll(async () => {
  await simulator?.close();
  await client?.remove();
});

test('the packed client runs on Node 22', async () => {
  const node = join(client.folder, 'node-22', 'node_modules', '.bin', 'node');
  expect(await client.run(node, simulator)).toMatchObject({ node: 'v22.23.3', operations: 27, status: 'Ready' });
});
