/** Hides a received message from now on; SQS allows 12 hours in all since it was received. */
export type ChangeVisibility = (receiptHandle: string, seconds: number) => Promise<void>;
