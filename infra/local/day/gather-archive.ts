import { createS3Client } from '../../../shared/aws/clients.ts';
import { createS3Bucket } from '../../../shared/aws/s3-bucket.ts';
import type { Bucket } from '../../../shared/storage/bucket.ts';
import type { Relay } from '../relay.ts';
import { readRouting } from './read-routing.ts';

/** Orders in each `archive` destination's bucket, by their manifests. */
export async function gatherArchive({ stack }: Relay): Promise<Record<string, number>> {
  const { region, accessKeyId, secretAccessKey, endpoints } = stack.state;
  const client = createS3Client({ region, endpoint: endpoints.s3, credentials: { accessKeyId, secretAccessKey } });
  const { archives } = readRouting(stack.functions.definitions);
  const counts = Object.entries(archives).map(
    async ([name, bucket]) => [name, await countManifests(createS3Bucket(client, bucket))] as const,
  );
  return Object.fromEntries(await Promise.all(counts));
}

async function countManifests(bucket: Bucket): Promise<number> {
  let count = 0;
  let after: string | undefined;
  do {
    const page = await bucket.list('', after);
    count += page.keys.filter((key) => key.endsWith('manifest.json')).length;
    after = page.next;
  } while (after !== undefined);
  return count;
}
