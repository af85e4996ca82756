import type { StackEvent } from './stack-options.ts';

/** Counts the repairs that functions report in their logs. */
export interface RepairCounter {
  see(event: StackEvent): void;
  count(): number;
}

export function createRepairCounter(): RepairCounter {
  let repairs = 0;
  return {
    see(event) {
      if (event.type === 'log' && event.line.includes('"code":"revision-repaired"')) repairs += 1;
    },
    count: () => repairs,
  };
}
