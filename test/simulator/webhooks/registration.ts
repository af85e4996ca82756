import type { Trigger } from './webhook.ts';

/** Who is called, and for what; triggers are common to all receivers. */
export interface Registration {
  readonly urls: readonly string[];
  readonly triggers: readonly Trigger[];
}
