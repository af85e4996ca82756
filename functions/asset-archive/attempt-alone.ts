import type { DeliveryMessage } from '../../shared/delivery/delivery-message.ts';
import { admit, type ProgressStore } from '../../shared/delivery/delivery-progress.ts';
import type { AttemptOutcome } from '../../shared/delivery/next-attempt.ts';
import { releaseLease, takeLease } from '../../shared/ledger/lease.ts';
import type { Table } from '../../shared/ledger/table.ts';

export interface AttemptAloneDeps {
  readonly table: Table;
  readonly progress: ProgressStore;
  readonly destination: string;
  /** This attempt's own name. */
  readonly holder: string;
  /** How long the function can still be at work: what a crash leaves behind ends with it. */
  readonly forMs: number;
  readonly now: () => number;
}

const BUSY_WAIT_MS = 60_000;

/**
 * One worker at a time puts files of an order into the archive: a message that comes again while its first worker is
 * still at work would let an older revision write over a newer one.
 */
export async function attemptAlone(
  message: DeliveryMessage,
  deps: AttemptAloneDeps,
  attempt: () => Promise<AttemptOutcome>,
): Promise<AttemptOutcome> {
  const { table, holder, forMs } = deps;
  const { account, event } = message;
  const job = `archive#${deps.destination}#${event.subject}`;
  if (!(await takeLease(table, { account, job, holder, now: deps.now(), forMs }))) {
    return { kind: 'postponed', reason: 'busy', waitMs: BUSY_WAIT_MS };
  }
  try {
    // Others may have come and gone since this message was admitted.
    const admission = admit((await deps.progress.load(message)).progress, message);
    return admission === 'deliver' ? await attempt() : { kind: 'postponed', reason: admission, waitMs: 1_000 };
  } finally {
    await releaseLease(table, account, job, holder);
  }
}
