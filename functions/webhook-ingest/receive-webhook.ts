import { type SecretStore, UnknownAccountError } from '../../shared/accounts/secret-store.ts';
import { matchToken } from '../../shared/accounts/webhook-token.ts';
import { type OrderStatusWebhook, parseWebhook } from '../../shared/cubicasa/webhook.ts';
import { type OrderChange, orderChangeMessage } from '../../shared/orders/order-change.ts';
import type { Queue } from '../../shared/queue/queue.ts';

export const BODY_LIMIT_BYTES = 64 * 1024;

/** CubiCasa's call, or whatever else found the address. */
export interface WebhookCall {
  readonly account: string;
  readonly token: string;
  readonly body: Buffer;
  readonly requestId: string;
  /** ISO instant of arrival. */
  readonly receivedAt: string;
}

/** `code` names the outcome in logs and metrics; the caller gets the status, and a word about a body it can mend. */
export interface WebhookAnswer {
  readonly status: 200 | 400 | 404 | 413 | 503;
  readonly code: 'queued' | 'parked' | 'not-json' | 'unknown' | 'too-large' | 'unavailable';
  readonly cause?: unknown;
}

export interface ReceiveWebhookDeps {
  readonly secrets: Pick<SecretStore, 'load' | 'confirm'>;
  readonly orderChanges: Queue;
  /** Keeps a body that no parser knows, for a person to look at. */
  readonly park: (key: string, body: string) => Promise<void>;
}

/** Token, parse, queue. 200 only once the message, or the parked body, is durable; 503 makes CubiCasa try again. */
export async function receiveWebhook(call: WebhookCall, deps: ReceiveWebhookDeps): Promise<WebhookAnswer> {
  try {
    if (call.body.byteLength > BODY_LIMIT_BYTES) return { status: 413, code: 'too-large' };
    const token = await admit(call, deps.secrets);
    if (token === undefined) return { status: 404, code: 'unknown' };
    const text = call.body.toString('utf8');
    const json = parseJson(text);
    if (json === undefined) return { status: 400, code: 'not-json' };
    const webhook = recognise(json.value);
    if (webhook === undefined) {
      await deps.park(parkedKey(call), text);
      return { status: 200, code: 'parked' };
    }
    await deps.orderChanges.send(orderChangeMessage(toOrderChange(call, token, webhook), call.requestId));
    return { status: 200, code: 'queued' };
  } catch (cause) {
    return { status: 503, code: 'unavailable', cause };
  }
}

/**
 * The cached secret first; a token that does not match may be a rotated one, so it is read again, within its limits.
 * Where that cannot be done, nobody knows, and CubiCasa is to try again.
 */
async function admit(
  call: WebhookCall,
  secrets: ReceiveWebhookDeps['secrets'],
): Promise<'current' | 'previous' | undefined> {
  try {
    const match = matchToken(await secrets.load(call.account), call.token);
    return match ?? matchToken(await secrets.confirm(call.account), call.token);
  } catch (error) {
    if (error instanceof UnknownAccountError) return undefined;
    throw error;
  }
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function recognise(value: unknown): OrderStatusWebhook | undefined {
  try {
    return parseWebhook(value);
  } catch {
    return undefined;
  }
}

function toOrderChange(call: WebhookCall, token: 'current' | 'previous', webhook: OrderStatusWebhook): OrderChange {
  return {
    v: 1,
    account: call.account,
    orderId: webhook.id,
    cause: 'webhook',
    at: call.receivedAt,
    hint: {
      status: webhook.current_status,
      previousStatus: webhook.previous_status ?? null,
      productType: webhook.product_type ?? null,
    },
    token,
  };
}

function parkedKey(call: WebhookCall): string {
  return `parked/${call.account}/${call.receivedAt.slice(0, 10)}/${call.requestId}.json`;
}
