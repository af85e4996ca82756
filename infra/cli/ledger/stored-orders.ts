import type { Bucket } from '../../../shared/storage/bucket.ts';

/** An order of which revisions are stored, and the latest of them. */
export interface StoredOrder {
  readonly sequence: string;
  /** More than one only where a worker ended between storing and naming, and the order had changed when the next came. */
  readonly contentKeys: readonly string[];
}

/** `revisions/<account>/<order>/<sequence>-<hash>.json`; adopted orders have no sequence. */
const REVISION = /\/(\d{4}-\d{8})-[^/]+\.json$/;

/** Every order of an account with stored revisions, in the order of the keys. Reads keys alone, 1,000 a call. */
export async function* listStoredOrders(revisions: Bucket, account: string): AsyncGenerator<StoredOrder> {
  let folder: string | undefined;
  let latest: { sequence: string; contentKeys: string[] } | undefined;
  for await (const key of listKeys(revisions, `revisions/${account}/`)) {
    const sequence = REVISION.exec(key)?.[1];
    if (sequence === undefined) continue;
    const own = key.slice(0, key.lastIndexOf('/'));
    if (own !== folder && latest !== undefined) yield latest;
    if (own !== folder || latest === undefined || sequence > latest.sequence) latest = { sequence, contentKeys: [key] };
    else if (sequence === latest.sequence) latest.contentKeys.push(key);
    folder = own;
  }
  if (latest !== undefined) yield latest;
}

async function* listKeys(bucket: Bucket, prefix: string): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await bucket.list(prefix, after);
    yield* page.keys;
    after = page.next;
  } while (after !== undefined);
}
