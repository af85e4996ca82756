import { choice, type Infer, list, openChoice, requestObject, responseObject, shown, text } from './schema.ts';

/** `moved_to_failed` is announced as not supported yet: accept it, do not subscribe to it (CONTRACT 3.2). */
export const REGISTRABLE_TRIGGERS = [
  'moved_to_draft',
  'moved_to_pending',
  'moved_to_ready',
  'moved_to_fixing',
  'moved_to_failed',
] as const;

const profile = responseObject({}, { name: text, email: text });

export const companySchema = responseObject(
  {},
  { id: text, name: text, profile, webhook_urls: list(text), webhook_triggers: list(openChoice(REGISTRABLE_TRIGGERS)) },
);

/** The company behind the key. Its shape is hardly known (CONTRACT 4.4): every field may be missing. */
export type Company = Infer<typeof companySchema>;

export const webhookUpdateSchema = requestObject(
  { webhook_urls: list(text), webhook_triggers: list(choice(REGISTRABLE_TRIGGERS)) },
  {},
);

/** The whole registration: what is not named in it is gone afterwards, although the verb is PATCH. */
export type WebhookUpdate = Infer<typeof webhookUpdateSchema>;

export const webhookRegistrationSchema = shown(
  responseObject({}, { webhook_urls: list(text), webhook_triggers: list(openChoice(REGISTRABLE_TRIGGERS)) }),
);

/** The registration now in force, as CubiCasa echoes it. */
export type WebhookRegistration = Infer<typeof webhookRegistrationSchema>;

export const messageSchema = shown(responseObject({}, { message: text }));

/** A confirmation for people to read; it may carry an e-mail address, so it belongs in no log. */
export type Message = Infer<typeof messageSchema>;
