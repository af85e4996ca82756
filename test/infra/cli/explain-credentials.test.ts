import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainCredentials } from '../../../infra/cli/explain-credentials.ts';

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'relay-home-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `relay …` on a machine where nothing of AWS is set up. */
function relay(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, ['infra/cli/main.ts', ...args], {
    env: { PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    encoding: 'utf8',
  });
}

it.each([
  [['--profile', 'nosuch'], {}, 'the profile nosuch gives no AWS credentials'],
  [['--aws'], { AWS_PROFILE: 'other' }, 'the profile other gives no AWS credentials'],
  [['--aws'], {}, 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
])('%j with %j says which profile was tried and what to set', (globals, env, message) => {
  const { status, stderr } = relay([...globals, 'accounts', 'list'], env);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
});

it('leaves other errors alone', () => {
  const error = new Error('away');
  expect(explainCredentials(error, 'nosuch')).toBe(error);
});
