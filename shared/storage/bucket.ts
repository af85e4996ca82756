/** Small objects in one S3 bucket. Absent is a value, not an error; everything else that fails throws. */
export interface Bucket {
  readonly name: string;
  get(key: string): Promise<string | undefined>;
  /** Writes only where nothing is yet; tells which it was. Immutable objects are written by this. */
  putOnce(key: string, body: string, contentType?: string): Promise<'written' | 'present'>;
  put(key: string, body: string, contentType?: string): Promise<void>;
  /** Keys under a prefix in key order, at most 1,000 a page. */
  list(
    prefix: string,
    after?: string,
  ): Promise<{ readonly keys: readonly string[]; readonly next?: string | undefined }>;
  remove(key: string): Promise<void>;
}
