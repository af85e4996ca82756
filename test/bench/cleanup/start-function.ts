import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FUNCTION_SIZES, type FunctionJob } from '../../../infra/constructs/function-sizes.ts';
import type { Invocation, Invoked } from './function-process.ts';

export interface RunningFunction {
  readonly memoryMb: number;
  /** @throws Error with what the function threw, or when its process ended: it ran out of memory. */
  invoke(event: unknown): Promise<Invoked>;
  stop(): void;
}

const PROCESS = fileURLToPath(new URL('./function-process.ts', import.meta.url));

/** Starts the bundled artifact with a heap as Lambda gives it: nine tenths of its memory old, the rest young. */
export function startFunction(
  job: FunctionJob,
  bundles: string,
  env: Readonly<Record<string, string>>,
): RunningFunction {
  const { memoryMb, timeoutSeconds } = FUNCTION_SIZES[job];
  const young = Math.floor(memoryMb / 10);
  const child = fork(PROCESS, [join(bundles, job, 'index.cjs')], {
    execArgv: [`--max-old-space-size=${memoryMb - young}`, `--max-semi-space-size=${Math.floor(young / 2)}`],
    env: { ...env, PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code, signal]): never => {
    throw new Error(`${job} ended with ${signal ?? code}`);
  });
  ended.catch(() => undefined);
  return {
    memoryMb,
    async invoke(event) {
      const answered = once(child, 'message') as Promise<[Invoked]>;
      child.send({ event, timeoutMs: timeoutSeconds * 1_000 } satisfies Invocation);
      const [invoked] = await Promise.race([answered, ended]);
      if (invoked.error !== undefined) throw new Error(`${job}: ${invoked.error}`);
      return invoked;
    },
    stop: () => void child.kill(),
  };
}
