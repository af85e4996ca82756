import { setTimeout as delay } from 'node:timers/promises';
import type { AwsError } from './aws-error.ts';
import type { Fault } from './fault.ts';

/** How one service says that it is away and that it is asked too often. */
export interface FaultErrors {
  readonly unavailable: () => AwsError;
  readonly throttled: () => AwsError;
}

/** The connection is to be ended without an answer. */
export class HangUp extends Error {
  override readonly name = 'HangUp';
}

/** Does the work as the fault allows. @throws AwsError | HangUp */
export async function withFault<T>(fault: Fault | undefined, errors: FaultErrors, work: () => Promise<T>): Promise<T> {
  if (fault?.latencyMs !== undefined) await delay(fault.latencyMs);
  if (fault?.kind === 'unavailable') throw errors.unavailable();
  if (fault?.kind === 'throttled') throw errors.throttled();
  if (fault?.kind === 'disconnect') throw new HangUp();
  const result = await work();
  if (fault?.kind === 'answer-lost') throw new HangUp();
  return result;
}
