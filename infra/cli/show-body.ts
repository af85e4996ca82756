import { stripQuery } from '../../shared/orders/link.ts';
import { redact } from '../../shared/telemetry/redact.ts';

/** A message's body for people: its links without what signs them, and nothing that opens doors. */
export function showBody(body: string): string {
  return redact(stripLinks(body));
}

/** Where a text is all link, more of it is known to be its query than in the midst of a text. */
function stripLinks(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body, (_name, value) => (typeof value === 'string' ? stripQuery(value) : value)));
  } catch {
    return body;
  }
}
