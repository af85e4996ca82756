import { randomUUID } from 'node:crypto';
import { createEnvironmentRegistry } from './environment-registry.ts';
import { type ExecutionEnvironment, type Surroundings, startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import { hopsOf, MAX_HOPS, nextTrace } from './lineage.ts';
import type { Credentials } from './process-environment.ts';

export interface InvocationResult {
  readonly payload: string;
  /** Set when the function failed; `payload` is then Lambda's error object. */
  readonly functionError?: 'Unhandled';
}

/** Every function of the stack by its physical name or ARN. */
export interface Functions {
  readonly definitions: readonly FunctionDefinition[];
  find(nameOrArn: string): FunctionDefinition | undefined;
  /**
   * @param traces X-Ray trace headers of what led here, which end a chain that came back 16 times.
   * @throws UnknownFunctionError
   */
  invoke(nameOrArn: string, payload: string, traces?: readonly string[]): Promise<InvocationResult>;
  /** Invocations under way. */
  running(): number;
  /** Their processes as they are now. */
  processes(): readonly FunctionProcess[];
  close(): Promise<void>;
}

/** A process that serves one function. */
interface FunctionProcess {
  readonly functionName: string;
  readonly pid: number;
  /** An invocation is under way. */
  readonly busy: boolean;
}

export class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError';
  constructor(nameOrArn: string) {
    super(`the stack has no function ${nameOrArn}`);
  }
}

export interface FunctionsOptions {
  readonly definitions: readonly FunctionDefinition[];
  readonly credentialsFor: (definition: FunctionDefinition) => Credentials;
  readonly surroundings: Omit<Surroundings, 'credentials' | 'clockOffsetMs'>;
  readonly clockOffsetMs: () => number;
  /** Processes of one function at a time, where the template does not reserve fewer. */
  readonly processesPerFunction: number;
}

/** Times the processes of one function: so many are there of all functions together. Busy ones are never ended for it. */
const FUNCTIONS_AT_ONCE = 6;

export function createFunctions(options: FunctionsOptions): Functions {
  const { processesPerFunction } = options;
  const registry = createEnvironmentRegistry(FUNCTIONS_AT_ONCE * processesPerFunction);
  const pools = new Map<FunctionDefinition, FunctionPool>(
    options.definitions.map((definition) => [definition, poolOf(definition)]),
  );

  function poolOf(definition: FunctionDefinition): FunctionPool {
    const credentials = options.credentialsFor(definition);
    const limit = Math.min(definition.reservedConcurrency ?? processesPerFunction, processesPerFunction);
    return createFunctionPool(limit, registry, () =>
      startExecutionEnvironment(definition, {
        ...options.surroundings,
        credentials,
        clockOffsetMs: options.clockOffsetMs(),
      }),
    );
  }

  let running = 0;
  const find = (nameOrArn: string): FunctionDefinition | undefined =>
    options.definitions.find(({ name, arn }) => nameOrArn === name || nameOrArn === arn);

  return {
    definitions: options.definitions,
    find,
    running: () => running,
    processes: () => registry.alive().flatMap(describeProcess),
    close: registry.close,
    async invoke(nameOrArn, payload, traces = []) {
      const definition = find(nameOrArn);
      const pool = definition && pools.get(definition);
      if (definition === undefined || pool === undefined) throw new UnknownFunctionError(nameOrArn);
      if (!definition.recursionAllowed && hopsOf(traces, definition.arn) >= MAX_HOPS) return recursion(definition);
      running += 1;
      const outcome = await pool
        .invoke({
          requestId: randomUUID(),
          functionArn: definition.arn,
          payload,
          timeoutMs: definition.timeoutMs,
          trace: nextTrace(traces, definition.arn),
          clockOffsetMs: options.clockOffsetMs(),
        })
        .finally(() => {
          running -= 1;
        });
      return outcome.kind === 'error' ? { payload: outcome.payload, functionError: 'Unhandled' } : outcome;
    },
  };
}

function describeProcess({ functionName, pid, busy }: ExecutionEnvironment): FunctionProcess[] {
  return pid === undefined ? [] : [{ functionName, pid, busy: busy() }];
}

function recursion(definition: FunctionDefinition): InvocationResult {
  const errorMessage = `${definition.logicalId} came back to itself ${MAX_HOPS} times: Lambda ends such a loop unless RecursiveLoop is Allow`;
  return { functionError: 'Unhandled', payload: JSON.stringify({ errorType: 'RecursiveInvocation', errorMessage }) };
}
