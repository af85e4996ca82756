const LINK_QUERY = /(\bhttps?:\/\/[^\s"'<>?#]+)[?#][^\s"'<>]*/gi;
const LINK_CREDENTIALS = /(\bhttps?:\/\/)[^\s/@"'<>]+@/gi;
const WEBHOOK_TOKEN = /(\/webhooks\/[a-z0-9-]{1,40}\/)[^\s/"'<>?#]+/gi;
const SIGNING_SECRET = /\bwhsec_[A-Za-z0-9+/=_-]+/g;
const KEYED = /((?:api[-_]?key|token|secret|password|authorization)["']?\s*[:=]\s*["']?)[^\s"',;}]+/gi;

/** Text for people without what opens doors: links' queries and credentials, path tokens, signing secrets, keys. */
export function redact(text: string): string {
  return text
    .replace(LINK_CREDENTIALS, '$1')
    .replace(LINK_QUERY, '$1')
    .replace(WEBHOOK_TOKEN, '$1…')
    .replace(SIGNING_SECRET, 'whsec_…')
    .replace(KEYED, '$1…');
}
