import type { EnvironmentRegistry } from './environment-registry.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { RuntimeInvocation, RuntimeOutcome } from './runtime-api.ts';

/** The execution environments of one function. */
export interface FunctionPool {
  /** Waits where all environments are busy, since this machine has fewer than AWS. */
  invoke(invocation: RuntimeInvocation): Promise<RuntimeOutcome>;
}

export function createFunctionPool(
  limit: number,
  registry: EnvironmentRegistry,
  open: () => Promise<ExecutionEnvironment>,
): FunctionPool {
  const idle: ExecutionEnvironment[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function acquire(): Promise<ExecutionEnvironment> {
    while (busy >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    busy += 1;
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) if (registry.claim(last)) return last;
    return registry.start(open);
  }

  function release(environment: ExecutionEnvironment | undefined): void {
    busy -= 1;
    if (environment?.alive()) {
      idle.push(environment);
      registry.idle(environment);
    }
    waiting.shift()?.();
  }

  return {
    async invoke(invocation) {
      let environment: ExecutionEnvironment | undefined;
      try {
        environment = await acquire();
        return await environment.invoke(invocation);
      } finally {
        release(environment);
      }
    },
  };
}
