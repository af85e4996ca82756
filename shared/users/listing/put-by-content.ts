import { createHash } from 'node:crypto';
import type { Bucket } from '../../storage/bucket.ts';

/** Writes a JSON object under a name of its own and tells it; equal contents share one object. */
export async function putByContent(bucket: Bucket, folder: string, value: unknown): Promise<string> {
  const text = JSON.stringify(value);
  const key = `${folder}/${createHash('sha256').update(text).digest('hex').slice(0, 32)}.json`;
  await bucket.put(key, text);
  return key;
}
