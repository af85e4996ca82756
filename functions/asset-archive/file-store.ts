import { Readable } from 'node:stream';
import { HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';

export interface StoredFile {
  readonly validator: string | null;
  /** S3's own name for these bytes: other bytes at the same key have another one. */
  readonly etag: string;
  /** bytes */
  readonly size: number;
}

/** The archive's files, as streams. */
export interface FileStore {
  /** What lies at a key, as far as a file of ours tells of its source. */
  head(key: string): Promise<StoredFile | undefined>;
  /**
   * Stores the whole stream or, where it throws, nothing; answers with its ETag. Memory stays at two parts, whatever the
   * size.
   */
  put(key: string, chunks: AsyncIterable<Buffer>, contentType: string, validator: string | null): Promise<string>;
}

const PART_BYTES = 8 * 1024 * 1024;

/** Key of the object metadata that names what the source said of the content. */
const VALIDATOR = 'source-validator';

export function createFileStore(client: S3Client, bucket: string): FileStore {
  return {
    async head(key) {
      try {
        const {
          Metadata = {},
          ContentLength = 0,
          ETag = '',
        } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        const stored = Metadata[VALIDATOR];
        return { validator: stored === undefined ? null : decodeURIComponent(stored), size: ContentLength, etag: ETag };
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
        throw error;
      }
    },
    async put(key, chunks, contentType, validator) {
      const metadata = validator === null ? {} : { Metadata: { [VALIDATOR]: encodeURIComponent(validator) } };
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: key, Body: Readable.from(chunks), ContentType: contentType, ...metadata },
        partSize: PART_BYTES,
        queueSize: 1,
        leavePartsOnError: false,
      });
      return (await upload.done()).ETag ?? '';
    },
  };
}
