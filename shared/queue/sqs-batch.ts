import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { log } from '../telemetry/log.ts';

export interface BatchOptions {
  /** FIFO: the first failure of a group stops the rest of that group, which goes back with it. */
  readonly fifo: boolean;
}

/** A record is done when its handler returns; `put-off` hands it back without being a failure, and so does a throw. */
export type RecordHandler = (record: SQSRecord) => Promise<void> | Promise<'done' | 'put-off'>;

/**
 * Handles records one after another; what throws is logged and returned, so that SQS redelivers exactly that.
 * The event source mapping needs `ReportBatchItemFailures`.
 */
export async function handleBatch(
  records: readonly SQSRecord[],
  handleRecord: RecordHandler,
  { fifo }: BatchOptions,
): Promise<SQSBatchResponse> {
  const stopped = new Set<string>();
  const failed: string[] = [];
  for (const record of records) {
    const group = fifo ? record.attributes.MessageGroupId : undefined;
    const handled = (group === undefined || !stopped.has(group)) && (await succeeds(record, handleRecord));
    if (handled) continue;
    failed.push(record.messageId);
    if (group !== undefined) stopped.add(group);
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

async function succeeds(record: SQSRecord, handleRecord: RecordHandler): Promise<boolean> {
  try {
    return (await handleRecord(record)) !== 'put-off';
  } catch (error) {
    log.error('record.failed', { ...accountOf(record), messageId: record.messageId }, error);
    return false;
  }
}

/** Our own messages name their account, or bear it in their source. */
function accountOf({ body }: SQSRecord): { readonly account?: string } {
  try {
    const { account, source } = JSON.parse(body) as { readonly account?: unknown; readonly source?: unknown };
    const named = account ?? (typeof source === 'string' ? source.split('/').at(-1) : undefined);
    return typeof named === 'string' ? { account: named } : {};
  } catch {
    return {};
  }
}
