import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../aws-error.ts';
import { BucketFiles } from './bucket.ts';
import { BucketSettings } from './bucket-settings.ts';

export interface BucketStore {
  readonly names: () => string[];
  /** @throws AwsError NoSuchBucket */
  readonly find: (name: string) => BucketFiles;
  /** @throws AwsError when the name is taken or cannot be one */
  readonly create: (name: string) => void;
  /** @throws AwsError when there is none, or it is not empty */
  readonly remove: (name: string) => void;
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** The buckets under one directory; what lies there already is served again. */
export function openBucketStore(root: string, now: () => number): BucketStore {
  mkdirSync(root, { recursive: true });
  const buckets = new Map<string, BucketFiles>();

  function open(name: string): void {
    const directory = join(root, name);
    mkdirSync(directory, { recursive: true });
    buckets.set(name, new BucketFiles(directory, name, new BucketSettings(directory), now));
  }

  function find(name: string): BucketFiles {
    const bucket = buckets.get(name);
    if (bucket !== undefined) return bucket;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  }

  for (const name of readdirSync(root)) if (BUCKET_NAME.test(name)) open(name);
  return {
    names: () => [...buckets.keys()].sort(),
    find,
    create(name) {
      if (!BUCKET_NAME.test(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.');
      if (buckets.has(name)) throw new AwsError('BucketAlreadyOwnedByYou', 'The bucket exists already', 409);
      open(name);
    },
    remove(name) {
      if (!find(name).isEmpty())
        throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409);
      buckets.delete(name);
      rmSync(join(root, name), { recursive: true, force: true });
    },
  };
}
