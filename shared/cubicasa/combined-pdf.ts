import { UpstreamError } from './errors.ts';
import { requestIdOf } from './read-error.ts';
import { bodyText, headerOf, type TransportResponse } from './transport.ts';

/** The document itself, or where it lies. Fetch a link without the API key: it may lead to another host. */
export type CombinedPdf =
  | { readonly kind: 'document'; readonly bytes: Uint8Array }
  | { readonly kind: 'link'; readonly link: string };

const LINK_FIELDS = ['url', 'download_url', 'pdf_url', 'link'];
const PDF_MAGIC = '%PDF-';

/** Reads the three forms that cannot be excluded: a redirect, JSON with a link, bytes (CONTRACT 2.4). @throws UpstreamError */
export function readCombinedPdf(response: TransportResponse, requestUrl: string): CombinedPdf {
  const link = response.status >= 300 ? headerOf(response, 'location') : findLink(response);
  const url = link !== undefined && URL.canParse(link, requestUrl) ? new URL(link, requestUrl) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return { kind: 'link', link: url.href };
  const bytes = typeof response.body === 'string' ? Buffer.from(response.body, 'latin1') : response.body;
  if (response.status < 300 && isPdf(bytes)) return { kind: 'document', bytes };
  throw new UpstreamError('neither a document nor a link', {
    operation: 'getCombinedPdf',
    status: response.status,
    requestId: requestIdOf(response),
    reason: 'unavailable',
  });
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(1024, bytes.byteLength)).includes(PDF_MAGIC);
}

function findLink(response: TransportResponse): string | undefined {
  if (!/json/i.test(headerOf(response, 'content-type') ?? '')) return undefined;
  try {
    const body: unknown = JSON.parse(bodyText(response));
    const fields = Object(body) as Readonly<Record<string, unknown>>;
    const links = [body, ...LINK_FIELDS.map((name) => fields[name])];
    return links.find((value): value is string => typeof value === 'string' && value.trim() !== '');
  } catch {
    return undefined;
  }
}
