import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from './function-definition.ts';
import { type ProcessSurroundings, processEnvironment } from './process-environment.ts';
import { type RuntimeInvocation, type RuntimeOutcome, startRuntimeApi } from './runtime-api.ts';

/** One process of one function, as Lambda's execution environment. */
export interface ExecutionEnvironment {
  readonly functionName: string;
  readonly pid: number | undefined;
  /** An invocation is under way. */
  readonly busy: () => boolean;
  /** False once the process ended; it is not started again. */
  readonly alive: () => boolean;
  invoke(invocation: RuntimeInvocation): Promise<RuntimeOutcome>;
  stop(): Promise<void>;
}

export type Surroundings = Omit<ProcessSurroundings, 'runtimeApi'> & {
  readonly onLog: (functionName: string, line: string) => void;
};

/** Lambda gives a function's start ten seconds beside its timeout. */
const INIT_LIMIT_MS = 10_000;

/** Megabytes: trades a little speed for the memory of many processes beside each other. */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=2';

const PRELOAD = new URL('./preload/preload.ts', import.meta.url).href;
const RUNTIME_CLIENT = fileURLToPath(import.meta.resolve('aws-lambda-ric'));

/** Starts AWS's own runtime client on the bundled artifact. */
export async function startExecutionEnvironment(
  definition: FunctionDefinition,
  around: Surroundings,
): Promise<ExecutionEnvironment> {
  const api = await startRuntimeApi();
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${definition.memoryMb}`, SMALL_YOUNG_SPACE, '--import', PRELOAD, RUNTIME_CLIENT],
    {
      cwd: definition.codeDir,
      env: processEnvironment(definition, { ...around, runtimeApi: api.address }),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C is for the stack, which ends its functions itself; without it they end by themselves.
      detached: true,
    },
  );
  forwardLines(child, (line) => around.onLog(definition.name, line));
  let alive = true;
  let busy = false;
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      alive = false;
      api.settle(
        runtimeError('Runtime.ExitError', `the function's process ended (${signal ?? `exit status ${code}`})`),
      );
      resolve();
    });
    child.once('error', () => child.emit('close', 1, null));
  });

  async function stop(): Promise<void> {
    child.kill('SIGKILL');
    await ended;
    await api.close();
  }

  return {
    functionName: definition.name,
    pid: child.pid,
    busy: () => busy,
    alive: () => alive,
    stop,
    async invoke(invocation) {
      if (!alive) return runtimeError('Runtime.ExitError', "the function's process ended before the invocation");
      const expire = (message: string) => (): void => {
        alive = false;
        api.settle(runtimeError('Sandbox.Timedout', `RequestId: ${invocation.requestId} Error: ${message}`));
        child.kill('SIGKILL');
      };
      const seconds = (invocation.timeoutMs / 1_000).toFixed(2);
      let timer = setTimeout(expire('the function did not start in time'), INIT_LIMIT_MS + invocation.timeoutMs);
      busy = true;
      const outcome = api.submit(invocation, () => {
        clearTimeout(timer);
        timer = setTimeout(expire(`Task timed out after ${seconds} seconds`), invocation.timeoutMs);
      });
      return outcome.finally(() => {
        busy = false;
        clearTimeout(timer);
      });
    },
  };
}

function runtimeError(errorType: string, errorMessage: string): RuntimeOutcome {
  return { kind: 'error', payload: JSON.stringify({ errorType, errorMessage }) };
}

function forwardLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine);
  }
}
