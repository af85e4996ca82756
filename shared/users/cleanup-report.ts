/** What is counted, logged and, where somebody has to act, alarmed. */
export type CleanupCode =
  | 'cleanup-planned'
  | 'cleanup-skipped'
  | 'cleanup-held'
  | 'cleanup-policy-invalid'
  | 'cleanup-listing-continued'
  | 'cleanup-records-continued'
  | 'user-marked'
  | 'user-deleted'
  | 'user-gone-already'
  | 'user-deletion-aborted'
  | 'user-deletion-failed'
  | 'user-deletion-unknown'
  | 'user-deletion-waits'
  | 'removal-unconfirmed'
  | 'account-parked';

interface CleanupIds {
  readonly account: string;
  readonly planId?: string;
  readonly userId?: string;
  readonly reason?: string;
  readonly count?: number;
}

export type ReportCleanup = (code: CleanupCode, ids: CleanupIds) => void;
