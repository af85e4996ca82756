import type { Order } from '../../shared/cubicasa/index.ts';

export const START = Date.parse('2026-05-01T12:00:00Z');

export interface OrderParts {
  readonly id?: string;
  readonly status?: string;
  readonly createdBy?: string | null;
  readonly externalId?: string | null;
  readonly assets?: Readonly<Record<string, unknown>> | null;
  readonly info?: Readonly<Record<string, unknown>>;
  readonly address?: Readonly<Record<string, unknown>>;
}

/** An order in the shape of CONTRACT 4.1. */
export function buildOrder(parts: OrderParts = {}): Order {
  const { id = 'order-1', status = 'Ready', createdBy = 'ana@agency.example', externalId = 'JOB-1' } = parts;
  return {
    id,
    info: {
      status,
      created_by: createdBy,
      location: '12 Harbour Road Springfield',
      order_type: 'vbim',
      first_delivered_at: status === 'Ready' ? START / 1_000 - 60 : null,
      created_at: START / 1_000 - 3_600,
      is_scan_order: true,
      external_id: externalId,
      product: { package_type: 'base', add_ons: [], purchasable_add_ons: ['gla'], over_limits: [] },
      ...parts.info,
    },
    address: { full_address: '12 Harbour Road, Springfield', city: 'Springfield', latitude: 39.8, ...parts.address },
    delivery_assets: parts.assets === undefined ? (status === 'Ready' ? floorplans('v1') : null) : parts.assets,
  } as Order;
}

/** The 2D group with one JPG per floor; `version` is part of the path. */
export function floorplans(version: string, floors = 2): Record<string, unknown> {
  const urls = Array.from({ length: floors }, (_, floor) => `https://files.example/${version}/${floor}.jpg?sig=a`);
  return { listing_floorplans: { jpg_urls: urls, pdf_urls: [`https://files.example/${version}/all.pdf?sig=a`] } };
}
