import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import { draftBodyOf, mergeDraft } from '../draft-body.ts';
import { type DraftOrderWrite, draftOrderWriteSchema } from '../draft-order.ts';
import type { Resolution } from '../errors.ts';
import type { Order } from '../order.ts';
import { type OpenAnswer, readers } from '../readers.ts';
import { resolveByExternalId, resolveRemoval } from '../resolve-write.ts';
import type { Orders } from './orders.ts';

/** Addresses prepared for a scan in the mobile app (CONTRACT 2.6). */
export interface Drafts {
  /**
   * Prepares an address for a user of the mobile app (`owner_email`). Never repeated: after an unknown outcome `resolve()`
   * looks for its `external_id` among the newest orders. Seen in code; fields documented.
   * @see https://integrate.docs.cubi.casa/create-a-draft-order-20093452e0
   */
  create(draft: DraftOrderWrite, options?: CallOptions): Promise<Order>;
  /**
   * Reads the draft, puts the changes over it and sends the whole body, as CubiCasa demands. `owner_email` is always the
   * caller's to give: no answer shows it. Preferences that are not given may be cleared.
   * The write is never repeated; `resolve()` reads the draft. Documented.
   * @throws InvalidInputError, with nothing sent, when a required field is neither given nor there.
   * @see https://integrate.docs.cubi.casa/update-a-draft-order-20093453e0
   */
  update(id: string, changes: Partial<DraftOrderWrite>, options?: CallOptions): Promise<Order>;
  /**
   * Only drafts can be deleted, and no webhook tells of it. Never repeated; `resolve()` looks whether the order is there.
   * Inferred; of the documentation only its title is known.
   */
  delete(id: string, options?: CallOptions): Promise<OpenAnswer>;
}

export function createDrafts(caller: Caller, orders: Orders): Drafts {
  function create(value: DraftOrderWrite, options?: CallOptions): Promise<Order> {
    const startedAt = caller.now();
    const resolve = () => resolveByExternalId(orders.list({ limit: 50 }), value.external_id, startedAt);
    const body = { value, schema: draftOrderWriteSchema };
    return caller.call({ operation: 'createDraftOrder', body, resolve }, readers.order, options);
  }

  async function update(id: string, changes: Partial<DraftOrderWrite>, options?: CallOptions): Promise<Order> {
    const whole = caller.within(options);
    const value = mergeDraft(await orders.get(id, whole), changes);
    const resolve = async () => resolveUpdate(await orders.get(id), value);
    const body = { value, schema: draftOrderWriteSchema };
    return caller.call(
      { operation: 'updateDraftOrder', params: { order_id: id }, body, resolve },
      readers.order,
      whole,
    );
  }

  function remove(id: string, options?: CallOptions): Promise<OpenAnswer> {
    const resolve = () => resolveRemoval(() => orders.get(id));
    return caller.call({ operation: 'deleteDraftOrder', params: { order_id: id }, resolve }, readers.open, options);
  }

  return { create, update, delete: remove };
}

/** Addresses may come back otherwise than they were sent, so a difference proves nothing. */
function resolveUpdate(order: Order, sent: Partial<DraftOrderWrite>): Resolution<Order> {
  const { owner_email: _owner, order_preferences: preferences, ...shown } = sent;
  const there: Readonly<Record<string, unknown>> = draftBodyOf(order);
  const same = Object.entries(shown).every(([name, value]) => JSON.stringify(there[name]) === JSON.stringify(value));
  return same && preferences === undefined ? { outcome: 'done', value: order } : { outcome: 'unknown' };
}
