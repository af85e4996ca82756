import type { Random } from '../../../simulator/company/random.ts';
import type { Journal } from '../report/journal.ts';
import type { EventLoop } from '../time/event-loop.ts';
import { type Invocation, never } from './invocation.ts';
import { ServiceError, type ServiceWeather } from './service-weather.ts';

interface Effect {
  readonly service: string;
  /** For the trace: what is done, and to what. */
  readonly verb: string;
  readonly to: string;
  /** Told when it took effect and the caller hears of a failure. */
  readonly onUnanswered?: () => void;
}

/** Where a function's code runs: everything it does to the outside goes through `perform`. */
export interface Environment {
  /** The invocation that runs in it; one at a time, as on Lambda. */
  current: Invocation | undefined;
  /**
   * One effect on a service. Before it and after it the process may end; it may take simulated time; it may fail before
   * or after it took effect. @throws ServiceError
   */
  perform<T>(effect: Effect, run: () => T | Promise<T>): Promise<T>;
  /** Simulated time passes for the invocation. */
  sleep(ms: number): Promise<void>;
}

/** How long one call of a service takes at least and at most, in milliseconds. */
export type Latency = (service: string) => readonly [least: number, most: number];

export interface EnvironmentOptions {
  readonly loop: EventLoop;
  /** What calls take where an invocation's fate says nothing of it; left out, everything happens at one instant. */
  readonly latency?: Latency;
  readonly weather: ServiceWeather;
  readonly random: Random;
  readonly journal: Journal;
}

export function createEnvironment({ loop, weather, random, journal, latency }: EnvironmentOptions): Environment {
  const environment: Environment = {
    current: undefined,
    async perform(effect, run) {
      const invocation = environment.current;
      if (invocation === undefined || invocation.over) return never();
      invocation.effects += 1;
      const { crash, latencyMs = latency?.(effect.service) } = invocation.fate;
      const crashes = crash !== undefined && crash.effect === invocation.effects;
      if (crashes && crash.when === 'before') return die(invocation, 'before', effect);
      if (latencyMs !== undefined) {
        await loop.sleep(latencyMs[0] + random.below(latencyMs[1] - latencyMs[0]));
        if (invocation.over) return never();
      }
      const { service, verb, to } = effect;
      const fate = weather.strike(service);
      if (fate !== 'works') journal.fault(`${service}-${fate}`);
      journal.trace(() => `#${invocation.number} ${verb} ${to}${fate === 'works' ? '' : ` (${fate})`}`);
      if (fate === 'refused') throw new ServiceError(`${service} refused`);
      const value = await run();
      if (crashes) return die(invocation, 'after', effect);
      if (fate === 'unanswered') {
        effect.onUnanswered?.();
        throw new ServiceError(`${service} did not answer`);
      }
      return value;
    },
    async sleep(ms) {
      const invocation = environment.current;
      if (invocation === undefined || invocation.over) return never();
      loop.at(invocation.deadline, () => invocation.end('timed-out'));
      await loop.sleep(ms);
      if (invocation.over) return never();
    },
  };

  function die<T>(invocation: Invocation, when: 'before' | 'after', { verb, to }: Effect): Promise<T> {
    journal.trace(() => `#${invocation.number} crashes ${when} ${verb} ${to}`);
    invocation.end('crashed');
    return never();
  }
  return environment;
}
