import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { log } from '../telemetry/log.ts';

export interface BatchOptions {
  /** FIFO: the first failure of a group stops the rest of that group, which goes back with it. */
  readonly fifo: boolean;
}

/**
 * Handles records one after another; what throws is logged and returned, so that SQS redelivers exactly that.
 * The event source mapping needs `ReportBatchItemFailures`.
 */
export async function handleBatch(
  records: readonly SQSRecord[],
  handleRecord: (record: SQSRecord) => Promise<void>,
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

async function succeeds(record: SQSRecord, handleRecord: (record: SQSRecord) => Promise<void>): Promise<boolean> {
  try {
    await handleRecord(record);
    return true;
  } catch (error) {
    log.error('record.failed', { messageId: record.messageId }, error);
    return false;
  }
}
