import { type Infer, requestObject, responseObject, text } from './schema.ts';

export const officeSchema = responseObject({ id: text }, { name: text });

/** Shape unknown but for the id that `office_id` refers to (CONTRACT 4.3). */
export type Office = Infer<typeof officeSchema>;

export const officeCreateSchema = requestObject({ name: text }, {});
/** The only field presumed for a new office; everything about it is inferred (CONTRACT 2.2). */
export type OfficeCreate = Infer<typeof officeCreateSchema>;

export const officeCreatedSchema = responseObject({}, { id: text, name: text });
/** The presumed answer to a new office, any field of which may be missing. Inferred (CONTRACT 2.2). */
export type OfficeCreated = Infer<typeof officeCreatedSchema>;
