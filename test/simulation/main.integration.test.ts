import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

async function simulate(...flags: readonly string[]) {
  const run = promisify(execFile)(process.execPath, [MAIN, ...flags]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
}

test('--help says how it is used', async () => {
  const { code, stdout } = await simulate('--help');
  expect(code).toBe(0);
  for (const option of ['--seeds <n>', '--cleanup', '--companies <n>']) expect(stdout).toContain(option);
});

test.each([
  [['--seeds', 'abc'], '--seeds must be a whole number above 0'],
  [['--seeds', '-1'], '--seeds must be a whole number above 0'],
  [['--seeds', '0'], '--seeds must be a whole number above 0'],
  [['--seed', '1.5'], '--seed must be a whole number above 0'],
  [['--actions', ''], '--actions must be a whole number above 0'],
  [['--cleanup', '--companies', 'abc'], '--companies must be a whole number above 0'],
  [['--seeds'], "option '--seeds <n>' argument missing"],
  [['--bogus'], "unknown option '--bogus'"],
])('%j is refused in one line', async (flags, message) => {
  expect(await simulate(...flags)).toEqual({ code: 1, stdout: '', stderr: `error: ${message}\n` });
});

test.each([
  [['--seed', '3', '--actions', '5'], { ok: true, seeds: 1 }],
  [['--seeds', '2', '--actions', '5'], { ok: true, seeds: 2 }],
  [['--cleanup', '--companies', '2'], { ok: true, companies: 2, seed: 1 }],
])('%j plays as many as it says', async (flags, result) => {
  const { code, stdout } = await simulate(...flags, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject(result);
});
