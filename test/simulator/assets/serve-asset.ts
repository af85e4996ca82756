import { createHash } from 'node:crypto';
import type { SimulatedReply, SimulatedRequest } from '../api/exchange.ts';
import { failBefore, spoil } from '../api/strike-call.ts';
import type { Company } from '../company/company.ts';
import { CALL_FAULTS } from '../company/faults.ts';
import type { SimulatedOrder } from '../company/order.ts';
import { assetBytes } from './asset-bytes.ts';
import { type AssetFile, type AssetFormat, assetFiles } from './asset-files.ts';
import { linkFault } from './asset-link.ts';
import { readRange } from './byte-range.ts';

const TYPES: Readonly<Record<AssetFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  zip: 'application/zip',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
};

/** The company that a file path `/<company>/<order>/<folder>/<group>/<name>` names. */
export function companyOfAsset(path: string): string {
  return path.split('/')[1] ?? '';
}

/** One call to the file host: signed links, ranges and validators as S3 has them. */
export function serveAsset(company: Company, request: SimulatedRequest): SimulatedReply {
  if (request.headers['api-key'] !== undefined) company.requests.countLeakedKey();
  const [, , orderId = ''] = request.path.split('/');
  const struck = company.faults.strike(CALL_FAULTS, { operation: 'getAsset', orderId });
  const early = struck.map((fault) => failBefore(company, fault)).find((reply) => reply !== undefined);
  const reply = early ?? struck.reduce(spoil, serveFile(company, request));
  company.requests.count('getAsset', reply.status);
  return reply;
}

function serveFile(company: Company, request: SimulatedRequest): SimulatedReply {
  if (request.method !== 'GET' && request.method !== 'HEAD') return s3Error(405, 'MethodNotAllowed');
  const [, , orderId = '', folder = '', group, name] = request.path.split('/');
  const fault = linkFault(company, orderId, request.query);
  if (fault !== undefined) return s3Error(403, fault);
  const order = company.orders.get(orderId);
  const file = order && assetFiles(order, company.switches).find((one) => one.group === group && one.name === name);
  if (order === undefined || file === undefined) return s3Error(404, 'NoSuchKey');
  const version = versionOf(order, file, folder);
  return version === undefined ? s3Error(404, 'NoSuchKey') : sendFile(company, request, order, file, version);
}

/** `v3` names a version; other folders hold the latest. */
function versionOf(order: SimulatedOrder, file: AssetFile, folder: string): number | undefined {
  const latest = order.delivered[file.product] ?? 0;
  const named = /^v(\d+)$/.exec(folder)?.[1];
  if (named === undefined) return latest;
  return Number(named) <= latest ? Number(named) : undefined;
}

function sendFile(
  { switches }: Company,
  request: SimulatedRequest,
  order: SimulatedOrder,
  file: AssetFile,
  version: number,
): SimulatedReply {
  const bytes = assetBytes(order, file, version);
  const headers = {
    'content-type': TYPES[file.format],
    ...(switches.assetValidators === 'all' ? validators(bytes, order, file, version) : {}),
  };
  if (switches.assetRanges === 'ignored') return answered(200, headers, bytes);
  const range = readRange(request.headers.range, bytes.length);
  const ranged = { ...headers, 'accept-ranges': 'bytes' };
  if (range === 'none') return answered(200, ranged, bytes);
  if (range === 'unsatisfiable') return s3Error(416, 'InvalidRange');
  const contentRange = `bytes ${range.first}-${range.last}/${bytes.length}`;
  return answered(206, { ...ranged, 'content-range': contentRange }, bytes.subarray(range.first, range.last + 1));
}

/** Files of an earlier version are as old as the order: only the latest one's time is kept. */
function validators(
  bytes: Uint8Array,
  order: SimulatedOrder,
  file: AssetFile,
  version: number,
): Record<string, string> {
  const etag = createHash('md5').update(bytes).digest('hex');
  const isLatest = order.delivered[file.product] === version;
  const madeAt = (isLatest ? order.filesMadeAt[file.product] : undefined) ?? order.createdAt;
  return { etag: `"${etag}"`, 'last-modified': new Date(madeAt).toUTCString() };
}

function answered(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
): SimulatedReply {
  return { connection: 'answered', status, headers, body, delayMs: 0 };
}

function s3Error(status: number, code: string): SimulatedReply {
  const text = code === 'AccessDenied' ? 'Request has expired' : code;
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${text}</Message></Error>`;
  return answered(status, { 'content-type': 'application/xml' }, body);
}
