import { anything, flag, type Infer, list, nullable, number, requestObject, text } from './schema.ts';

const orderPreferences = requestObject(
  {},
  {
    style_2d: requestObject({}, { style_template_id: text, add_info: text }),
    style_3d: requestObject(
      {},
      {
        video: requestObject({}, { speed: text, layout: text }),
        furniture_set: text,
        include_basement: flag,
        add_info: text,
      },
    ),
  },
);

const addressFields = { suite: text, state: text, postalCode: text, latitude: number, longitude: number };
const orderFields = { info: text, external_id: text, package_type: text, add_ons: list(text) };

export const draftOrderWriteSchema = requestObject(
  { street: text, city: text, country: text, owner_email: text },
  { ...addressFields, ...orderFields, order_preferences: orderPreferences },
);

/** A draft as it is sent: house number in `street`, `info` a text although the answer holds an object (CONTRACT 2.6). */
export type DraftOrderWrite = Infer<typeof draftOrderWriteSchema>;

export const redrawOrderCreateSchema = requestObject(
  { street: text, city: text, country: text, source: anything },
  { ...addressFields, ...orderFields, owner_email: text },
);

/** `source` is the drawing; whether as link, links or encoded file is unknown (CONTRACT 2.4). */
export type RedrawOrderCreate = Infer<typeof redrawOrderCreateSchema>;

export const upgradeSchema = requestObject({}, { package_type: nullable(text), add_ons: nullable(list(text)) });

/** What to buy: a package, add-ons, or both. */
export type Upgrade = Infer<typeof upgradeSchema>;
