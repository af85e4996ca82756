import { type CleanupPause, saveCleanupPause } from '../../../shared/users/cleanup-pause.ts';
import type { UsersDeps } from './users-context.ts';

export interface PauseCleanupOptions {
  readonly account: string;
  /** False resumes: the next plan queues what is still due. */
  readonly paused: boolean;
  readonly reason: string | null;
  readonly by: string;
  readonly dryRun: boolean;
}

export type PauseOutcome = CleanupPause & { readonly dryRun: boolean };

/** Stops deletions before the next message, or lets them go on. */
export async function pauseCleanup({ table, now }: UsersDeps, options: PauseCleanupOptions): Promise<PauseOutcome> {
  const { account, paused, reason, by, dryRun } = options;
  const pause: CleanupPause = { v: 1, paused, by, at: new Date(now()).toISOString(), reason };
  if (!dryRun) await saveCleanupPause(table, account, pause);
  return { ...pause, dryRun };
}
