/** What CubiCasa's webhook calls a product; each is delivered on its own. */
export type Product = 'products_2d' | 'products_3d' | 'tour';

export const PRODUCTS: readonly Product[] = ['products_2d', 'products_3d', 'tour'];

export type Status = 'New' | 'Draft' | 'Pending' | 'Ready' | 'Fixing' | 'Failed';

/** As it will be shown: what a geocoder made of a scan, or the text of a draft as it was sent. */
export interface OrderAddress {
  readonly fullAddress: string;
  readonly street: string | null;
  readonly number: string | null;
  readonly suite: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Who may stand in `created_by`. */
export interface Creator {
  readonly userId: string;
  readonly email: string;
}

/** One order as it stands; every change makes a new object, so that reads can lag and texts can be kept. */
export interface SimulatedOrder {
  readonly id: string;
  /** Counts from 1, by one for each change that a read could show. */
  readonly version: number;
  /** Place in creation order among orders of the same instant. */
  readonly position: number;
  readonly status: Status;
  readonly origin: 'api' | 'app';
  readonly owner: Creator | null;
  readonly scanner: Creator | null;
  readonly address: OrderAddress;
  readonly externalId: string | null;
  readonly addInfo: string | null;
  readonly packageType: string;
  readonly addOns: readonly string[];
  readonly styleTemplate: string | null;
  readonly goToScan: Readonly<Record<string, unknown>> | null;
  readonly isScan: boolean;
  readonly modelId: string | null;
  readonly floors: number;
  /** Files of a product carry the version of their last edit. */
  readonly delivered: Readonly<Partial<Record<Product, number>>>;
  /** When those files were made, in unix milliseconds. */
  readonly filesMadeAt: Readonly<Partial<Record<Product, number>>>;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly firstDeliveredAt: number | null;
  /** As it was before the last change; kept only while reads lag. */
  readonly previous: SimulatedOrder | undefined;
}

/** The order as a read may show it that lags by `lagMs`. */
export function asRead(order: SimulatedOrder, now: number, lagMs: number): SimulatedOrder {
  let seen = order;
  while (seen.previous !== undefined && seen.changedAt > now - lagMs) seen = seen.previous;
  return seen;
}

/** The highest version that any file of the order carries; 0 before delivery. */
export function assetsVersion(order: SimulatedOrder): number {
  return Math.max(0, ...Object.values(order.delivered));
}
