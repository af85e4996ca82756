import type { DraftOrderWrite } from './draft-order.ts';
import type { Order } from './order.ts';

/**
 * What a draft, read back, says of the body it was made from. The owner is not shown (`created_by` may be somebody
 * else's, CONTRACT 5, question 26), nor the preferences; a house number kept apart is left for the caller to place.
 */
export function draftBodyOf({ info, address }: Order): Partial<DraftOrderWrite> {
  const numbered = isFilled(address?.number) && !wordsOf(address?.street).includes(address.number);
  return dropNothing({
    street: numbered ? undefined : address?.street,
    suite: address?.suite,
    city: address?.city,
    state: address?.state,
    country: address?.country,
    postalCode: address?.postalCode,
    latitude: address?.latitude,
    longitude: address?.longitude,
    info: info?.add_info,
    external_id: info?.external_id,
    package_type: info?.product?.package_type,
    add_ons: info?.product?.add_ons,
  });
}

/** The whole body to send: what is there, with the changes over it; only a change to undefined leaves what is there. */
export function mergeDraft(order: Order, changes: Partial<DraftOrderWrite>): Partial<DraftOrderWrite> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...draftBodyOf(order), ...Object.fromEntries(given) };
}

function wordsOf(street: string | null | undefined): readonly string[] {
  return (street ?? '').split(/[\s,]+/);
}

function isFilled(value: string | null | undefined): value is string {
  return value !== undefined && value !== null && value !== '';
}

type Something<T> = { readonly [K in keyof T]?: Exclude<T[K], null | undefined> };

function dropNothing<T extends object>(fields: T): Something<T> {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(kept) as Something<T>;
}
