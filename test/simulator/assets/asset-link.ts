import { hash, timingSafeEqual } from 'node:crypto';
import type { Company } from '../company/company.ts';
import type { SimulatedOrder } from '../company/order.ts';
import type { AssetFile } from './asset-files.ts';

/** Makes the links of one order as one read shows them. */
export type LinkMaker = (file: AssetFile) => string;

export function createLinkMaker(company: Company, order: SimulatedOrder, signature: string): LinkMaker {
  const base = `${company.assetsUrl}/${company.id}/${order.id}`;
  return (file) => `${base}/${folderOf(company, order, file)}/${file.group}/${file.name}${signature}`;
}

/** Names what the paths of links depend on besides the order itself; reads with the same text get the same paths. */
export function linkPaths({ switches, reads }: Company): string {
  return switches.assetPaths === 'per-read' ? `read ${reads}` : 'kept';
}

function folderOf({ switches, reads }: Company, order: SimulatedOrder, { product }: AssetFile): string {
  if (switches.assetPaths === 'stable') return 'files';
  return switches.assetPaths === 'per-read' ? `r${reads}` : `v${order.delivered[product] ?? 0}`;
}

/** The query of an order's links; reads shortly after one another mostly get the same. */
export function linkSignature(company: Company, orderId: string): string {
  const { linkLifetimeMs, linkSignature } = company.switches;
  if (linkLifetimeMs === 0) return '';
  const expires = expiryOf(linkLifetimeMs, company.now());
  const read = linkSignature === 'per-read' ? `&Read=${company.reads}` : '';
  return `?Expires=${expires}&Signature=${sign(company, orderId, expires)}${read}`;
}

/** Unix seconds, rounded up to quarters of the lifetime, so that reads shortly after one another agree. */
function expiryOf(lifetimeMs: number, now: number): number {
  if (lifetimeMs === 0) return 0;
  const step = Math.max(1, lifetimeMs / 4);
  return (Math.ceil(now / step) * step + lifetimeMs) / 1_000;
}

function sign({ linkSecret }: Company, orderId: string, expires: number): string {
  return hash('sha256', `${linkSecret}:${orderId}:${expires}`).slice(0, 32);
}

/** Why a link does not work now; undefined when it does. */
export function linkFault(company: Company, orderId: string, query: URLSearchParams): string | undefined {
  if (company.switches.linkLifetimeMs === 0) return undefined;
  const expires = Number(query.get('Expires'));
  const signature = Buffer.from(query.get('Signature') ?? '');
  const wanted = Buffer.from(sign(company, orderId, expires));
  if (signature.length !== wanted.length || !timingSafeEqual(signature, wanted)) return 'SignatureDoesNotMatch';
  return company.now() > expires * 1_000 ? 'AccessDenied' : undefined;
}
