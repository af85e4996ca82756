import { type Infer, requestObject, responseObject, text } from './schema.ts';

export const officeSchema = responseObject({ id: text }, { name: text });

/** Shape unknown but for the id that `office_id` refers to (CONTRACT 4.3). */
export type Office = Infer<typeof officeSchema>;

export const officeCreateSchema = requestObject({ name: text }, {});
export type OfficeCreate = Infer<typeof officeCreateSchema>;

export const officeCreatedSchema = responseObject({}, { id: text, name: text });
export type OfficeCreated = Infer<typeof officeCreatedSchema>;
