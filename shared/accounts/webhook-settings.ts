export const WEBHOOK_TRIGGERS = ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing'] as const;
export type WebhookTrigger = (typeof WEBHOOK_TRIGGERS)[number];

/** How webhook-registration treats what another system registered, since PATCH replaces everything. */
export interface WebhookSettings {
  /** `none`: nothing else may be there. `replace`: take over. `keep`: these stay beside ours. */
  readonly existing: 'none' | 'replace' | { readonly keep: readonly string[] };
  readonly triggers: readonly WebhookTrigger[];
}
