import { saveHeldVerdict } from '../../../../shared/orders/held-path.ts';
import type { Platform } from '../lambda/function-runtime.ts';
import { resume } from './pause-desk.ts';
import type { RelayParts } from './relay-parts.ts';
import type { SimulatedAccount } from './simulated-account.ts';

const ANSWERS_AFTER_MS = 2 * 3_600_000;
const ALARM_HOLDS_MS = 3_600_000;
const RESUMES_AFTER_MS = 3_600_000;

/** The person who is told: what is held is let out some hours later, a destination that said 410 is resumed. */
export function createOperator(parts: RelayParts, { loop, journal }: Platform) {
  const asked = new Set<string>();
  return {
    hear(code: string, ids: Readonly<Record<string, unknown>>): void {
      journal.report(code);
      const { account, path, destination } = ids;
      const trouble = parts.accounts.get(String(account))?.trouble;
      if (code === 'account-parked' && trouble !== undefined) page(trouble, String(ids.reason), loop.now());
      if (code === 'destination-paused')
        loop.after(RESUMES_AFTER_MS, () => void resume(parts, String(destination), { loop, journal }));
      if (code !== 'revision-held' || typeof account !== 'string' || typeof path !== 'string') return;
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

/** As the alarm does: it holds for an hour after its last count, and pages when it begins. */
function page(trouble: NonNullable<SimulatedAccount['trouble']>, reason: string, now: number): void {
  const since = trouble.counted.get(reason);
  trouble.counted.set(reason, now);
  if (since === undefined || now - since > ALARM_HOLDS_MS) trouble.pages.push(reason);
}

export type Operator = ReturnType<typeof createOperator>;
