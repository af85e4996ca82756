/**
 * CubiCasa's call when an order moves (CONTRACT 3.1). A hint: unsigned, without event id or time. Re-read the order.
 * @see https://integrate.docs.cubi.casa/order-status-20332633e0
 */
export interface OrderStatusWebhook {
  /** The order's id, not an event's. */
  readonly id: string;
  /** `New`, `Draft`, `Pending`, `Ready`, `Fixing`; open. */
  readonly current_status: string;
  readonly previous_status?: string | null;
  readonly model_id?: string | null;
  /** `products_2d`, `products_3d`, `tour`; open; meaningful with `Ready`. */
  readonly product_type?: string | null;
  readonly delivery_type?: string | null;
}

/** A body that is not the order-status webhook. `path` is the field that says so. */
export class UnknownWebhookError extends Error {
  override readonly name = 'UnknownWebhookError';
  readonly path: string;
  constructor(path: string) {
    super(`not an order-status webhook: ${path}`);
    this.path = path;
  }
}

const OPTIONAL = ['previous_status', 'model_id', 'product_type', 'delivery_type'] as const;

/**
 * Reads a webhook's parsed JSON body. Unknown statuses, product types and fields are accepted, null and absent alike.
 * @throws UnknownWebhookError when `id` or `current_status` is missing or a known field has another type.
 */
export function parseWebhook(value: unknown): OrderStatusWebhook {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnknownWebhookError('body');
  const body = value as Readonly<Record<string, unknown>>;
  for (const field of ['id', 'current_status']) if (!isName(body[field])) throw new UnknownWebhookError(field);
  for (const field of OPTIONAL) if (!isTextOrNothing(body[field])) throw new UnknownWebhookError(field);
  return value as OrderStatusWebhook;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isTextOrNothing(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}
