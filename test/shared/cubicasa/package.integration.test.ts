import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../../simulator/start-simulator.ts';
import { installPackedClient, type PackedClient } from './packed-client.ts';

let client: PackedClient;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7 });
  client = await installPackedClient();
});

afterAll(async () => {
  await simulator?.close();
  await client?.remove();
});

test('the packed client asks for the Node that its HTTP library asks for', async () => {
  const read = async (folder: string) => JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { engines, dependencies } = await read(join(client.folder, 'built'));
  const undici = await read('node_modules/undici');
  expect({ engines, dependencies }).toEqual({ engines: undici.engines, dependencies: { undici: undici.version } });
});

test('the packed client installs into an empty project, type-checks there and calls the API', async () => {
  expect(await client.run(process.execPath, simulator)).toMatchObject({
    node: process.version,
    operations: 27,
    ready: expect.toSatisfy((count: number) => count > 0),
    status: 'Ready',
    missing: true,
    webhook: true,
  });
});
