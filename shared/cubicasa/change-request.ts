import { type Infer, number, responseObject, text } from './schema.ts';

export const changeRequestSchema = responseObject({ id: text }, { status: text, created_at: number });

/** A correction asked of the production team; only its id is certain (CONTRACT 4.5). */
export type ChangeRequest = Infer<typeof changeRequestSchema>;
