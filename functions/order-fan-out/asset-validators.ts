import { forEachAtOnce } from '../../shared/concurrency/for-each-at-once.ts';
import type { Order } from '../../shared/cubicasa/index.ts';
import type { Validators } from '../../shared/orders/decide-revision.ts';
import { assetPlace, flattenAssets } from '../../shared/orders/flatten-assets.ts';
import type { OrderAsset } from '../../shared/orders/order-assets.ts';

const AT_ONCE = 8;
const TIMEOUT_MS = 5_000;
/** For all files of an order together: a slow host must not use up the invocation, and with it the group's turn. */
const ALL_TIMEOUT_MS = 8_000;

/**
 * What tells one version of a file from another, by place: ETag, Last-Modified and size, from a GET of one byte.
 * Files that do not answer in time are left out; pages (tours, viewers) have no version and are not asked.
 */
export async function readAssetValidators(order: Order, request: typeof fetch = fetch): Promise<Validators> {
  const deadline = AbortSignal.timeout(ALL_TIMEOUT_MS);
  const files = flattenAssets(order).filter(({ product, format }) => product !== 'tour' && format !== 'link');
  const found: [string, string][] = [];
  await forEachAtOnce(files, AT_ONCE, async (file) => {
    const validator = await readValidator(file, deadline, request);
    if (validator !== undefined) found.push([assetPlace(file), validator]);
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function readValidator(
  { link }: OrderAsset,
  deadline: AbortSignal,
  request: typeof fetch,
): Promise<string | undefined> {
  try {
    const signal = AbortSignal.any([deadline, AbortSignal.timeout(TIMEOUT_MS)]);
    signal.throwIfAborted();
    const response = await request(link, { headers: { range: 'bytes=0-0' }, signal });
    await response.body?.cancel();
    return response.ok ? validatorOf(response) : undefined;
  } catch {
    return undefined;
  }
}

/** Nothing where the host tells nothing: then only links and content decide. */
function validatorOf({ headers, status }: Response): string | undefined {
  const size = status === 206 ? headers.get('content-range')?.split('/')[1] : headers.get('content-length');
  const parts = [headers.get('etag'), headers.get('last-modified'), size ?? null];
  return parts.every((part) => part === null) ? undefined : JSON.stringify(parts);
}
