export const WEBHOOK_TRIGGERS = ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing'] as const;
export type WebhookTrigger = (typeof WEBHOOK_TRIGGERS)[number];

/** How webhook-registration treats what another system registered, since PATCH replaces everything. */
export interface WebhookSettings {
  /** `none`: nothing else may be there. `replace`: take over. `keep`: these stay beside ours. */
  readonly existing: 'none' | 'replace' | { readonly keep: readonly string[] };
  readonly triggers: readonly WebhookTrigger[];
}

/** Reads the `WEBHOOKS` variable's JSON. @throws TypeError naming the field. */
export function parseWebhookSettings(value: unknown): WebhookSettings {
  const { existing, triggers } = value as WebhookSettings;
  const keeps = typeof existing === 'object' && Array.isArray(existing.keep);
  if (existing !== 'none' && existing !== 'replace' && !keeps) {
    throw new TypeError("webhooks.existing must be 'none', 'replace' or {keep: [urls]}");
  }
  if (!Array.isArray(triggers) || !triggers.every((trigger) => WEBHOOK_TRIGGERS.includes(trigger))) {
    throw new TypeError(`webhooks.triggers must be a list of ${WEBHOOK_TRIGGERS.join(', ')}`);
  }
  return { existing, triggers };
}
