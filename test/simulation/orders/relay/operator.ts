import { saveHeldVerdict } from '../../../../shared/orders/held-path.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import type { RelayParts } from './relay-parts.ts';

const ANSWERS_AFTER_MS = 2 * 3_600_000;

/** The person who is told: what is held is let out some hours later. */
export function createOperator(parts: RelayParts, { loop }: Platform) {
  const asked = new Set<string>();
  return {
    hear(code: string, ids: Readonly<Record<string, string>>): void {
      const { account, path } = ids;
      if (code !== 'revision-held' || account === undefined || path === undefined) return;
      const held = `${account} ${path}`;
      if (asked.has(held)) return;
      asked.add(held);
      loop.after(ANSWERS_AFTER_MS, () => {
        asked.delete(held);
        const at = new Date(loop.now()).toISOString();
        void saveHeldVerdict(parts.table, account, { signature: path, verdict: 'accept', at });
      });
    },
  };
}

export type Operator = ReturnType<typeof createOperator>;
