import { anything, files, flag, type Infer, list, number, openChoice, responseObject, shown, text } from './schema.ts';

/** CONTRACT 3.2: `New`, `Draft`, `Pending` (in production), `Ready` (deliverable), `Fixing` (back in production). */
export const ORDER_STATUSES = ['New', 'Draft', 'Pending', 'Ready', 'Fixing'] as const;
/** Statuses that may be asked for in a list. Only Pending and Ready are documented there (CONTRACT 2.4). */
export type KnownOrderStatus = (typeof ORDER_STATUSES)[number];
/** A status as answered: open, since a failed state is announced (CONTRACT 3.2). */
export type OrderStatus = KnownOrderStatus | (string & {});

/** Documented are `base` and `plus`; `plus_3d` is seen in code (CONTRACT 4.1.3). Pass others through as they come. */
export const PACKAGE_TYPES = ['base', 'plus', 'plus_3d'] as const;

/** The documented ones; the web application offers others whose codes are unknown (CONTRACT 4.1.3). */
export const ADD_ONS = ['gla', '3d_cad_files'] as const;

const orderProduct = shown(
  responseObject(
    {},
    {
      package_type: openChoice(PACKAGE_TYPES),
      add_ons: list(openChoice(ADD_ONS)),
      purchasable_add_ons: list(openChoice(ADD_ONS)),
      over_limits: list(anything),
    },
  ),
);

const orderInfo = shown(
  responseObject(
    {},
    {
      status: openChoice(ORDER_STATUSES),
      created_by: text,
      location: text,
      order_type: text,
      first_delivered_at: number,
      created_at: number,
      is_scan_order: flag,
      total_scanned_area: number,
      go2scan: anything,
      external_id: text,
      add_info: text,
      style_template: anything,
      product: orderProduct,
    },
  ),
);

const address = responseObject(
  {},
  {
    full_address: text,
    street: text,
    number: text,
    suite: text,
    city: text,
    state: text,
    postalCode: text,
    country: text,
    latitude: number,
    longitude: number,
  },
);

const assetFiles = responseObject(
  {},
  {
    jpg_urls: list(text),
    jpg_urls_dim: list(text),
    png_urls: list(text),
    png_urls_dim: list(text),
    svg_urls: list(text),
    svg_urls_dim: list(text),
    pdf_urls: list(text),
    pdf_urls_dim: list(text),
    zip_urls: list(text),
    zip_urls_dim: list(text),
    image_urls: list(text),
    json_urls: list(text),
  },
);

const tour = responseObject({}, { link: text, mls_compliance_link: text, type: text });

const deliveryAssets = responseObject(
  {},
  {
    listing_floorplans: files(assetFiles),
    home_report: files(assetFiles),
    homereport: files(assetFiles),
    gla_package: files(assetFiles),
    snapshot: files(assetFiles),
    property_data: files(assetFiles),
    floorplans_3d: anything,
    video_3d: anything,
    cad_files: anything,
    tour: files(tour),
  },
);

export const orderSchema = shown(
  responseObject({ id: text }, { info: orderInfo, address, delivery_assets: files(deliveryAssets) }),
  ['info'],
);

/** An order as CubiCasa answers it (CONTRACT 4.1). Only `id` is certain; times are Unix seconds with a fraction. */
export type Order = Infer<typeof orderSchema>;
/** What is told of the order itself. Times are Unix seconds with a fraction; any field may be missing (CONTRACT 4.1.1). */
export type OrderInfo = Infer<typeof orderInfo>;
/** What was bought and what may still be; codes are open texts (CONTRACT 4.1.3). */
export type OrderProduct = Infer<typeof orderProduct>;
/** Does not round-trip: compare normal forms, never texts. Degrees; `postalCode` is the one name in camel case (CONTRACT 4.1.2). */
export type Address = Infer<typeof address>;
/** Files by group; a group that was not bought is null, unknown groups stay in the object (CONTRACT 4.1.4). */
export type DeliveryAssets = Infer<typeof deliveryAssets>;
/** Links to files by format, one entry per floor for images; assume that they expire soon (CONTRACT 4.1.4). */
export type AssetFiles = Infer<typeof assetFiles>;
/** Links to pages, not to files; `mls_compliance_link` is the unbranded one (CONTRACT 4.1.4, live capture). */
export type Tour = Infer<typeof tour>;
