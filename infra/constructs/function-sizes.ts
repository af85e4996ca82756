/** What Lambda gives each function; a queue's visibility timeout follows from its consumer's timeout. */
export const FUNCTION_SIZES = {
  'webhook-ingest': { timeoutSeconds: 10, memoryMb: 256 },
  'order-fan-out': { timeoutSeconds: 60, memoryMb: 512 },
  'order-sweep': { timeoutSeconds: 150, memoryMb: 512 },
  'order-agenda': { timeoutSeconds: 50, memoryMb: 256 },
  'account-jobs': { timeoutSeconds: 180, memoryMb: 256 },
  'webhook-registration': { timeoutSeconds: 60, memoryMb: 256 },
  'user-cleanup-plan': { timeoutSeconds: 150, memoryMb: 512 },
  'user-cleanup-apply': { timeoutSeconds: 300, memoryMb: 512 },
  'http-delivery': { timeoutSeconds: 60, memoryMb: 256 },
  'asset-archive': { timeoutSeconds: 900, memoryMb: 256 },
  'event-delivery': { timeoutSeconds: 30, memoryMb: 256 },
} as const;

/** A folder under `functions/`. */
export type FunctionJob = keyof typeof FUNCTION_SIZES;

/** Six times the consumer's timeout, so that no message is handed out again while it is being worked on. */
export function visibilitySeconds(job: FunctionJob): number {
  return FUNCTION_SIZES[job].timeoutSeconds * 6;
}
