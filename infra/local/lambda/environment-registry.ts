import type { ExecutionEnvironment } from './execution-environment.ts';

/** All execution environments of the stack, so that their number, and with it the memory, stays bounded. */
export interface EnvironmentRegistry {
  /** Makes room for one more by ending the one that was idle longest; starts it anyway where all are busy. */
  start(open: () => Promise<ExecutionEnvironment>): Promise<ExecutionEnvironment>;
  /** It waits for work and may be ended to make room. */
  idle(environment: ExecutionEnvironment): void;
  /** Takes an idle one for work; false when it was ended in the meantime. */
  claim(environment: ExecutionEnvironment): boolean;
  /** Those whose process runs. */
  alive(): readonly ExecutionEnvironment[];
  close(): Promise<void>;
}

export function createEnvironmentRegistry(limit: number): EnvironmentRegistry {
  const live = new Set<ExecutionEnvironment>();
  /** In the order in which they became idle. */
  const idle = new Set<ExecutionEnvironment>();
  let starting = 0;
  let closed = false;

  async function end(environment: ExecutionEnvironment): Promise<void> {
    idle.delete(environment);
    live.delete(environment);
    await environment.stop();
  }

  async function makeRoom(): Promise<void> {
    for (const environment of live) if (!environment.alive()) await end(environment);
    while (live.size + starting > limit) {
      const [longestIdle] = idle;
      if (longestIdle === undefined) return;
      await end(longestIdle);
    }
  }

  return {
    async start(open) {
      starting += 1;
      try {
        await makeRoom();
        const environment = await open();
        if (closed) await environment.stop();
        live.add(environment);
        return environment;
      } finally {
        starting -= 1;
      }
    },
    idle: (environment) => void idle.add(environment),
    claim: (environment) => idle.delete(environment) && environment.alive(),
    alive: () => [...live].filter((environment) => environment.alive()),
    async close() {
      closed = true;
      await Promise.all([...live].map(end));
    },
  };
}
