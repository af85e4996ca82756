import { describe, expect, it } from 'vitest';
import { defineConfig } from '../../infra/define-config.ts';
import { loadConfig } from '../../infra/load-config.ts';

const failing = (error: Error) => () => Promise.reject(error);

function syntaxError(): SyntaxError {
  const error = new SyntaxError("Expected ',', got 'numeric literal'");
  error.stack = `/project/infra/config.ts:7\n  region 1\n\n${error.stack}`;
  return error;
}

describe('infra/config.ts', () => {
  it('is what it exports', async () => {
    expect(await loadConfig()).toMatchObject({ prefix: 'cubicasa-relay' });
  });

  it('that is no TypeScript is told of by its name and line', async () => {
    await expect(loadConfig(failing(syntaxError()))).rejects.toThrow(
      "infra/config.ts is not usable:\n  - line 7: Expected ',', got 'numeric literal'",
    );
  });

  it('that is not there is told of', async () => {
    await expect(loadConfig(failing(new Error('Cannot find module')))).rejects.toThrow(/config\.ts.*\n.*Cannot find/);
  });

  it('that exports nothing is told what to export', async () => {
    await expect(loadConfig(async () => ({}))).rejects.toThrow('export default defineConfig');
  });

  it('tells of the fields that are wrong as they are', async () => {
    const load = async () => ({ default: defineConfig({ ...(await loadConfig()), region: 'nowhere' } as never) });
    await expect(loadConfig(load)).rejects.toThrow('  - region must be an AWS region');
  });
});
