import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { AwsError } from '../aws-error.ts';
import type { BucketFiles } from './bucket.ts';
import type { Upload } from './receive-upload.ts';

export interface Part extends Upload {
  readonly number: number;
}

/** A multipart upload that is neither complete nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly bucket: BucketFiles;
  readonly key: string;
  readonly startedAt: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Part>;
}

export interface MultipartUploads {
  readonly start: (upload: Pick<MultipartUpload, 'bucket' | 'key' | 'startedAt' | 'headers'>) => MultipartUpload;
  /** @throws AwsError NoSuchUpload */
  readonly find: (id: string, bucket: BucketFiles, key: string) => MultipartUpload;
  readonly inBucket: (bucket: BucketFiles) => MultipartUpload[];
  /** Forgets the upload and its parts' files. */
  readonly end: (upload: MultipartUpload) => Promise<void>;
}

/** Uploads under way; they do not outlive the stand-in. */
export function createMultipartUploads(): MultipartUploads {
  const uploads = new Map<string, MultipartUpload>();
  return {
    start(upload) {
      const started = { ...upload, id: randomBytes(24).toString('base64url'), parts: new Map<number, Part>() };
      uploads.set(started.id, started);
      return started;
    },
    find(id, bucket, key) {
      const upload = uploads.get(id);
      if (upload?.bucket === bucket && upload.key === key) return upload;
      throw new AwsError('NoSuchUpload', 'The specified multipart upload does not exist.', 404);
    },
    inBucket: (bucket) => [...uploads.values()].filter((upload) => upload.bucket === bucket),
    async end(upload) {
      uploads.delete(upload.id);
      await Promise.all([...upload.parts.values()].map(({ file }) => rm(file, { force: true })));
    },
  };
}
