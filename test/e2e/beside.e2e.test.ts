import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Simulator, startSimulator } from '../../infra/local/day/simulator.ts';
import type { ReadyLine } from '../../infra/local/ready-line.ts';
import { createSqsClient } from '../../shared/aws/clients.ts';

const MAIN = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url));

let simulator: Simulator;
let start: ChildProcess;
let ready: ReadyLine;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 2 });
  const flags = ['--json', '--cubicasa-url', simulator.url, '--sweep-seconds', '5'];
  start = spawn(process.execPath, [MAIN, ...flags], {
    env: { ...process.env, CUBICASA_API_KEY: simulator.apiKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: start.stdout ?? process.stdin });
  const [first] = (await once(lines, 'line')) as [string];
  ready = JSON.parse(first);
});
afterAll(async () => {
  start?.kill('SIGKILL');
  await simulator?.close();
});

async function receive(queue: string): Promise<readonly string[]> {
  const { accessKeyId, secretAccessKey, region, sqsUrl } = ready;
  const client = createSqsClient({ region, endpoint: sqsUrl, credentials: { accessKeyId, secretAccessKey } });
  const command = new ReceiveMessageCommand({
    QueueUrl: ready.queues[queue],
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 1,
  });
  const { Messages = [] } = await client.send(command);
  return Messages.map(({ Body = '' }) => JSON.parse(Body).type);
}

describe('npm start beside a server on this machine', () => {
  it('registers with it, and leaves its events to whoever reads the queue from outside', async () => {
    expect(ready.cubicasaUrl).toBe(simulator.url);
    await fetch(`${simulator.controlUrl}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'createDraft', externalId: 'outside-1' }),
    });
    const types: string[] = [];
    await vi.waitFor(
      async () => {
        types.push(...(await receive('destination-own-consumer.fifo')));
        expect(types).toContain('cubicasa.order.draft');
      },
      { timeout: 60_000, interval: 200 },
    );
  });

  it('ends within two seconds of Ctrl-C and leaves no port open', async () => {
    const began = performance.now();
    start.kill('SIGINT');
    const [code] = await once(start, 'exit');
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(code).toBe(0);
    await expect(fetch(ready.sqsUrl)).rejects.toThrow();
    await expect(fetch(ready.webhookUrl, { method: 'POST' })).rejects.toThrow();
  });
});

describe('npm start', () => {
  it.each([
    [['--port', 'x'], '--port must be a number'],
    [['--cubicasa-url', 'nowhere'], '--cubicasa-url must be an http or https address'],
    [['--speed', '2'], '--speed'],
  ])('says what is wrong with %j', async (flags, message) => {
    const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
    const errors: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(Buffer.concat(errors).toString('utf8')).toContain(message);
  });
});
