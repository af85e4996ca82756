import type { AccountClients } from '../../shared/accounts/account-client.ts';
import type { Bucket } from '../../shared/storage/bucket.ts';
import type { ReportCleanup } from '../../shared/users/cleanup-report.ts';
import type { KnowledgeSources } from '../../shared/users/load-knowledge.ts';
import type { SendUserEvent } from '../../shared/users/send-user-event.ts';

export interface ApplyDeps extends KnowledgeSources {
  readonly audit: Bucket;
  /** Working copies of who CubiCasa lists, for a few days. */
  readonly listings: Bucket;
  readonly clients: AccountClients;
  readonly sendUserEvent: SendUserEvent;
  readonly report: ReportCleanup;
  /** False once too little of the invocation is left to begin anything more. */
  readonly hasTime: () => boolean;
  /** Unix milliseconds. */
  readonly now: () => number;
}
