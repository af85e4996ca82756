import type { Product, SimulatedOrder, Status } from '../company/order.ts';
import type { Switches } from '../company/switches.ts';

export type Trigger = 'moved_to_draft' | 'moved_to_pending' | 'moved_to_ready' | 'moved_to_fixing' | 'moved_to_failed';

export const TRIGGERS: readonly Trigger[] = [
  'moved_to_draft',
  'moved_to_pending',
  'moved_to_ready',
  'moved_to_fixing',
  'moved_to_failed',
];

/** No trigger tells of `New`. */
export const TRIGGER_OF: Readonly<Partial<Record<Status, Trigger>>> = {
  Draft: 'moved_to_draft',
  Pending: 'moved_to_pending',
  Ready: 'moved_to_ready',
  Fixing: 'moved_to_fixing',
  Failed: 'moved_to_failed',
};

/** A change of status that CubiCasa tells of. */
export interface Notice {
  readonly order: SimulatedOrder;
  readonly previousStatus: Status | null;
  readonly product: Product | null;
  readonly delivery: 'new' | 'update' | 'fix';
}

/** One call to one receiver, over all its tries. */
export interface Webhook {
  readonly id: number;
  readonly orderId: string;
  readonly trigger: Trigger;
  readonly product: Product | null;
  readonly url: string;
  readonly body: string;
  /** Unix milliseconds. */
  readonly createdAt: number;
  /** The second of a doubled pair. */
  readonly doubled: boolean;
  /** None of its tries leaves the house. */
  readonly dropped: boolean;
  tries: number;
  state: 'waiting' | 'acknowledged' | 'lost';
}

/** The body as the contract's section 3.1 has it; a retried call carries the same bytes. */
export function webhookBody({ order, previousStatus, product, delivery }: Notice, switches: Switches): string {
  const body = {
    id: order.id,
    current_status: order.status,
    previous_status: previousStatus,
    model_id: order.modelId,
    product_type: product,
    delivery_type: switches.deliveryType === 'varied' ? delivery : 'new',
  };
  return JSON.stringify(body, (_, value: unknown) => (value === null ? nothing(switches) : value));
}

function nothing({ emptyWebhookFields }: Switches): string | null | undefined {
  if (emptyWebhookFields === 'absent') return undefined;
  return emptyWebhookFields === 'empty' ? '' : null;
}
