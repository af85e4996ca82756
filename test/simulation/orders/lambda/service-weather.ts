import type { Random } from '../../../simulator/company/random.ts';

/** A stretch of time in which a service answers nothing, in unix milliseconds. */
export interface Outage {
  readonly service: string;
  readonly from: number;
  readonly to: number;
}

/** Chances that one call of a service fails, before or after it took effect. */
export interface ServiceRates {
  readonly refused: number;
  readonly unanswered: number;
}

type CallFate = 'works' | 'refused' | 'unanswered';

/** An AWS service did not do, or did not confirm, what was asked of it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
}

/** Whether a service's failure is at the bottom of an error. */
export function isServiceFault(error: unknown): boolean {
  if (error instanceof ServiceError) return true;
  return error instanceof Error && error.cause !== undefined && isServiceFault(error.cause);
}

/** Which calls of which service fail. Ends with `clear`. */
export interface ServiceWeather {
  strike(service: string): CallFate;
  clear(): void;
}

export function createServiceWeather(
  random: Random,
  rates: ServiceRates,
  outages: readonly Outage[],
  now: () => number,
): ServiceWeather {
  let current = rates;
  let ahead = outages;
  return {
    strike(service) {
      if (ahead.length > 0 && ahead.some((outage) => outage.service === service && lasts(outage, now()))) {
        return 'refused';
      }
      if (current.refused + current.unanswered === 0) return 'works';
      const chance = random.next();
      if (chance < current.refused) return 'refused';
      return chance < current.refused + current.unanswered ? 'unanswered' : 'works';
    },
    clear() {
      current = { refused: 0, unanswered: 0 };
      ahead = [];
    },
  };
}

function lasts({ from, to }: Outage, now: number): boolean {
  return now >= from && now < to;
}
