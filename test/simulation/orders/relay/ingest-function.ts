import {
  type ReceiveWebhookDeps,
  receiveWebhook,
  type WebhookCall,
} from '../../../../functions/webhook-ingest/receive-webhook.ts';
import { createFunction, type FunctionRuntime, type Platform } from '../lambda/function-runtime.ts';
import { performBucket } from '../stores/performed-bucket.ts';
import { performQueue } from '../stores/performed-queue.ts';
import { openSecrets } from './account-access.ts';
import type { RelayParts } from './relay-parts.ts';

/** Answers as API Gateway would: a status, or nothing where the function broke. */
export type Ingest = (call: WebhookCall) => Promise<number | undefined>;

export function createIngest(parts: RelayParts, platform: Platform): Ingest {
  const runtime: FunctionRuntime<ReceiveWebhookDeps> = createFunction(platform, {
    name: 'webhook-ingest',
    timeoutMs: 10_000,
    visibilityMs: 0,
    connect: (environment) => ({
      secrets: openSecrets(parts.accounts, environment, platform.loop.now),
      orderChanges: performQueue(parts.queues.orderChanges, environment),
      park: (key, body) => performBucket(parts.revisions, environment).put(key, body),
    }),
  });
  return async (call) => {
    const ending = await runtime.invoke(runtime.drawFate(), (deps) => receiveWebhook(call, deps));
    return ending.kind === 'done' ? ending.value.status : undefined;
  };
}
