import { isLink, stripQuery } from '../../../shared/orders/link.ts';
import { redact } from '../../../shared/telemetry/redact.ts';

/** A body for people: links without their signatures, addresses of webhooks without the tokens in their paths. */
export function showAnswer(body: unknown, tokens: readonly string[]): unknown {
  return show(body, (text) => stripQuery(hideTokens(text, tokens)), tokens);
}

function show(value: unknown, showText: (text: string) => string, tokens: readonly string[]): unknown {
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (typeof value === 'string') return showText(value);
  if (Array.isArray(value)) return value.map((item) => show(item, showText, tokens));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const ofWebhook = name === 'webhook_urls';
      return [name, show(item, ofWebhook ? (text) => showAddress(text, tokens) : showText, tokens)];
    }),
  );
}

/** Where in another system's path its token lies is not known: its host is all that is shown. */
function showAddress(url: string, tokens: readonly string[]): string {
  const hidden = redact(stripQuery(hideTokens(url, tokens)));
  if (hidden.endsWith('…')) return hidden;
  return isLink(url) && URL.canParse(url) ? `${new URL(url).origin}/…` : '…';
}

function hideTokens(text: string, tokens: readonly string[]): string {
  return tokens.reduce((shown, token) => (token === '' ? shown : shown.replaceAll(token, '…')), text);
}
