import type { CompleteConfig } from './configuration/complete-config.ts';
import { InvalidConfigError } from './define-config.ts';

/** `infra/config.ts` as the operator left it. @throws InvalidConfigError, also for a file that is no TypeScript. */
export async function loadConfig(
  load: () => Promise<{ readonly default?: CompleteConfig }> = () => import('./config.ts'),
): Promise<CompleteConfig> {
  const { default: config } = await load().catch((error: unknown) => {
    throw error instanceof InvalidConfigError ? error : new InvalidConfigError([describe(error)]);
  });
  if (config === undefined) throw new InvalidConfigError(['it must say export default defineConfig({ … })']);
  return config;
}

/** The line that Node points at is the first of a syntax error's stack, the second of another's. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const line = /config\.ts:(\d+)/.exec(error.stack ?? '')?.[1];
  return line === undefined ? error.message : `line ${line}: ${error.message}`;
}
