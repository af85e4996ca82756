import type { Random } from '../../../simulator/company/random.ts';
import type { Journal } from '../report/journal.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { createEnvironment, type Environment, type Latency } from './environment.ts';
import { CALM, drawFate, type Fate, type Roughness } from './fate.ts';
import { type Ending, type Invocation, startInvocation } from './invocation.ts';
import type { ServiceWeather } from './service-weather.ts';

export interface FunctionOptions<Deps> {
  readonly name: string;
  readonly timeoutMs: number;
  /** Of the queue it reads; how long a held batch may wait. */
  readonly visibilityMs: number;
  /** A cold start: what stays while the process lives, such as cached secrets. */
  readonly connect: (environment: Environment) => Deps;
}

/** One Lambda function: warm processes, each with one invocation at a time. */
export interface FunctionRuntime<Deps> {
  readonly name: string;
  drawFate(): Fate;
  invoke<T>(fate: Fate, work: (deps: Deps, invocation: Invocation) => Promise<T>): Promise<Ending<T>>;
}

/** What all functions of one simulation share. */
export interface Platform {
  readonly loop: EventLoop;
  readonly weather: ServiceWeather;
  readonly random: Random;
  readonly journal: Journal;
  readonly latency?: Latency;
  roughness: Roughness;
  invocations: number;
}

interface Process<Deps> {
  readonly environment: Environment;
  readonly deps: Deps;
}

export function createFunction<Deps>(platform: Platform, options: FunctionOptions<Deps>): FunctionRuntime<Deps> {
  const { name, timeoutMs, visibilityMs, connect } = options;
  const { loop, journal, random } = platform;
  const idle: Process<Deps>[] = [];

  function start(): Process<Deps> {
    const environment = createEnvironment(platform);
    return { environment, deps: connect(environment) };
  }

  return {
    name,
    drawFate: () => (platform.roughness === CALM ? {} : drawFate(random, platform.roughness, visibilityMs)),
    async invoke(fate, work) {
      const { environment, deps } = idle.pop() ?? start();
      platform.invocations += 1;
      const number = platform.invocations;
      journal.trace(() => `#${number} ${name} starts`);
      let started: Invocation | undefined;
      const ending = await startInvocation({ number, fate, timeoutMs, loop }, (invocation) => {
        started = invocation;
        environment.current = invocation;
        return work(deps, invocation);
      });
      journal.trace(() => `#${number} ${name} ${ending.kind}${ending.kind === 'failed' ? ` ${ending.error}` : ''}`);
      if (ending.kind === 'done' || ending.kind === 'failed') idle.push({ environment, deps });
      if (ending.kind !== 'done') journal.interrupted(ending.kind, started?.deliveries ?? []);
      return ending;
    },
  };
}
