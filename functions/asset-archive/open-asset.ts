import { type Dispatcher, request } from 'undici';
import { ForbiddenAddressError } from '../../shared/net/guarded-agent.ts';
import { refuseLink } from './allowed-link.ts';

/** A file that began to come. Its body has to be read or destroyed. */
export interface OpenedAsset {
  readonly kind: 'opened';
  /** ETag, or Last-Modified and size; null where the host tells nothing. */
  readonly validator: string | null;
  /** bytes; null where the host does not say. */
  readonly size: number | null;
  readonly contentType: string;
  readonly body: AsyncIterable<Uint8Array> & { destroy(): unknown };
}

export type Opening =
  | OpenedAsset
  | { readonly kind: 'unchanged' }
  /** The link opens nothing any more: a fresh one may. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** Policy says no, whenever it is tried. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface OpenOptions {
  readonly allowedHosts: readonly string[];
  /** Connects to public addresses only, but for hosts that are allowed by their address. */
  readonly dispatcher: Dispatcher;
  readonly ifNoneMatch?: string | undefined;
  readonly signal?: AbortSignal;
}

const MOST_REDIRECTS = 3;

/** Asks for a file with nothing of ours but the request. Every hop of a redirect is checked like the link itself. */
export async function openAsset(link: string, options: OpenOptions): Promise<Opening> {
  let target = link;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!URL.canParse(target)) return { kind: 'refused', reason: 'not-a-link' };
    const url = new URL(target);
    const refusal = refuseLink(url, options.allowedHosts);
    if (refusal !== undefined) return { kind: 'refused', reason: refusal };
    const opened = await openOnce(url, options);
    if (typeof opened !== 'string') return opened;
    target = new URL(opened, url).href;
  }
  return { kind: 'failed', reason: 'too-many-redirects' };
}

async function openOnce(url: URL, { dispatcher, ifNoneMatch, signal }: OpenOptions): Promise<Opening | string> {
  try {
    const response = await request(url, {
      dispatcher,
      headers: ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch },
      headersTimeout: 30_000,
      bodyTimeout: 60_000,
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.statusCode === 200) return toOpened(response);
    await response.body.dump({ limit: 1_024 }).catch(() => undefined);
    return readStatus(response);
  } catch (error) {
    if (error instanceof ForbiddenAddressError) return { kind: 'refused', reason: 'forbidden-address' };
    return { kind: 'failed', reason: 'connection' };
  }
}

function readStatus({ statusCode, headers }: Dispatcher.ResponseData): Opening | string {
  const location = first(headers.location);
  if (statusCode === 304) return { kind: 'unchanged' };
  if (statusCode > 300 && statusCode < 400 && location !== undefined) return location;
  if (EXPIRED.has(statusCode)) return { kind: 'expired' };
  return { kind: 'failed', reason: `status-${statusCode}` };
}

/** What hosts answer for a signature that ran out, or a file that moved. */
const EXPIRED = new Set([400, 401, 403, 404, 410]);

function toOpened({ headers, body }: Dispatcher.ResponseData): OpenedAsset {
  const length = first(headers['content-length']);
  const size = length === undefined ? null : Number(length);
  const modified = first(headers['last-modified']);
  const dated = modified === undefined || size === null ? null : `${modified}/${size}`;
  const contentType = first(headers['content-type']) ?? '';
  // Whoever reads the body meets its errors; a body that is destroyed unread must not end the process with one.
  body.on('error', () => undefined);
  return { kind: 'opened', validator: first(headers.etag) ?? dated, size, contentType, body };
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
