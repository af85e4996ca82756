import type { Manifest } from '../../../functions/asset-archive/manifest.ts';
import { readRouting } from '../../../infra/local/day/read-routing.ts';
import type { LocalStack } from '../../../infra/local/stack.ts';
import { createS3Client } from '../../../shared/aws/clients.ts';
import { createS3Bucket } from '../../../shared/aws/s3-bucket.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';

/** All that lies in the archive. */
export interface Archive {
  /** By order id. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly keys: ReadonlySet<string>;
}

export async function readArchive({ state, functions }: Pick<LocalStack, 'state' | 'functions'>): Promise<Archive> {
  const { region, accessKeyId, secretAccessKey, endpoints } = state;
  const client = createS3Client({ region, endpoint: endpoints.s3, credentials: { accessKeyId, secretAccessKey } });
  const [name = ''] = Object.values(readRouting(functions.definitions).archives);
  const bucket = createS3Bucket(client, name);
  const keys = await listKeys(bucket);
  const manifests = new Map<string, Manifest>();
  for (const key of keys.filter((one) => one.endsWith('manifest.json'))) {
    const manifest = JSON.parse((await bucket.get(key)) ?? '{}') as Manifest;
    manifests.set(manifest.orderId, manifest);
  }
  return { manifests, keys: new Set(keys) };
}

async function listKeys(bucket: Bucket): Promise<string[]> {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = await bucket.list('', after);
    keys.push(...page.keys);
    after = page.next;
  } while (after !== undefined);
  return keys;
}
