import type { Bucket } from '../../../../shared/storage/bucket.ts';
import type { Environment } from '../lambda/environment.ts';

/** A bucket as one process reaches it. */
export function performBucket(bucket: Bucket, environment: Environment): Bucket {
  const effect = (verb: string, to: string) => ({ service: 'bucket', verb, to });
  return {
    name: bucket.name,
    get: (key) => environment.perform(effect('get', key), () => bucket.get(key)),
    putOnce: (key, body, type) => environment.perform(effect('put once', key), () => bucket.putOnce(key, body, type)),
    put: (key, body, type) => environment.perform(effect('put', key), () => bucket.put(key, body, type)),
    list: (prefix, after) => environment.perform(effect('list', prefix), () => bucket.list(prefix, after)),
    remove: (key) => environment.perform(effect('remove', key), () => bucket.remove(key)),
  };
}
