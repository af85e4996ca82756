export interface ChangeRequest {
  readonly id: string;
  readonly status: 'open' | 'done';
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** As it was sent; the real fields are unknown. */
  readonly body: Readonly<Record<string, unknown>>;
}
