import type { IncomingMessage } from 'node:http';
import type { BucketFiles } from './bucket.ts';
import type { BucketStore } from './bucket-store.ts';
import type { ByteRange } from './byte-range.ts';
import type { MultipartUploads } from './multipart-uploads.ts';
import type { S3Operation } from './operation.ts';
import { s3Document } from './xml.ts';

export interface S3Context {
  readonly request: IncomingMessage;
  readonly operation: S3Operation;
  readonly store: BucketStore;
  readonly uploads: MultipartUploads;
  readonly now: () => number;
}

export interface S3Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Streamed instead of a body; the whole file when it has no range. */
  readonly file?: { readonly path: string; readonly range?: ByteRange | undefined };
}

export type S3Action = (context: S3Context) => Promise<S3Answer> | S3Answer;

export function xmlAnswer(name: string, elements: readonly string[]): S3Answer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: s3Document(name, elements) };
}

/** @throws AwsError NoSuchBucket */
export function bucketOf({ store, operation }: S3Context): BucketFiles {
  return store.find(operation.bucket);
}

/** A header's single text. */
export function header({ request }: Pick<S3Context, 'request'>, name: string): string | undefined {
  return request.headers[name]?.toString();
}

export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
