import { type CompleteConfig, completeConfig } from './configuration/complete-config.ts';
import { findSizeFaults } from './configuration/environment-size.ts';
import { findConfigFaults } from './configuration/find-config-faults.ts';
import type { RelayConfig } from './configuration/relay-config.ts';

/** What is wrong with `infra/config.ts`: every fault at once, each with the field and what to mend. */
export class InvalidConfigError extends Error {
  override readonly name = 'InvalidConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`infra/config.ts is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Checks what an operator wrote and fills in the defaults. @throws InvalidConfigError */
export function defineConfig(config: RelayConfig): CompleteConfig {
  const faults = findConfigFaults(config);
  if (faults.length > 0) throw new InvalidConfigError(faults);
  const complete = completeConfig(config);
  const sizes = findSizeFaults(complete);
  if (sizes.length > 0) throw new InvalidConfigError(sizes);
  return complete;
}
