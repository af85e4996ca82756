import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { control } from './http.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const running: ChildProcess[] = [];

afterEach(async () => {
  const left = running.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(
    left.map((child) => {
      child.kill('SIGKILL');
      return once(child, 'exit');
    }),
  );
});

function start(...flags: string[]) {
  const child = spawn(process.execPath, [MAIN, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const errors = new Promise<string>((resolve) => {
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('close', () => resolve(text));
  });
  const ready = once(createInterface(child.stdout), 'line').then(([line]) => JSON.parse(String(line)));
  ready.catch(() => {});
  return { child, ended, errors, ready };
}

test('one line says where everything is, and SIGTERM ends it', async () => {
  const { child, ended, ready } = start('--seed', '7');
  const line = await ready;
  expect(line).toEqual({
    ready: true,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/integrate\/v3$/),
    assetsUrl: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    controlUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/_simulator$/),
    apiKey: expect.stringMatching(/^[0-9a-f]{40}$/),
  });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('the same seed opens with the same key', async () => {
  const keys = await Promise.all(
    [start('--seed', '7'), start('--seed', '7')].map(async ({ ready }) => (await ready).apiKey),
  );
  expect(keys[0]).toBe(keys[1]);
});

test('a shutdown by the control address ends it', async () => {
  const { ended, ready } = start();
  expect(await control(await ready, 'POST /shutdown', {})).toEqual({ message: 'the simulator stops' });
  expect(await ended).toBe(0);
});

test('a port in use is said in one line', async () => {
  const port = new URL((await start().ready).url).port;
  const { ended, errors } = start('--port', port);
  expect(await ended).toBe(1);
  expect(await errors).toBe(`simulator: port ${port} is in use\n`);
});

test.each([
  [['--port', 'x'], '--port'],
  [['--seed', '-1'], 'seed'],
  [['--scenario', 'week'], '--scenario'],
  [['--switch', 'paginationOffset=off'], 'paginationOffset'],
  [['--fast'], '--fast'],
])('%j is refused', async (flags, named) => {
  const { ended, errors } = start(...flags);
  expect(await ended).toBe(1);
  expect(await errors).toMatch(new RegExp(`^simulator: .*${named}`));
});

test('--switch, --empty and --scenario take effect', async () => {
  const { ready } = start('--empty', '--switch', 'maxLimit=10', '--switch', 'sendsWebhooks=false');
  const line = await ready;
  expect(await control(line, 'GET /switches')).toMatchObject({ values: { maxLimit: 10, sendsWebhooks: false } });
  expect(await control(line, 'GET /state')).toMatchObject({ users: [], orders: [] });
  const day = await start('--scenario', 'day').ready;
  expect(await control(day, 'GET /scenarios/day')).toMatchObject({ planned: expect.any(Number) });
});
