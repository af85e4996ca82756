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
