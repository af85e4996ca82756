import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Bucket } from '../storage/bucket.ts';

/** The role needs `s3:ListBucket` too: without it S3 answers 403 for a key that does not exist. */
export function createS3Bucket(client: S3Client, name: string): Bucket {
  async function put(key: string, body: string, contentType = 'application/json', ifNoneMatch?: '*'): Promise<void> {
    await client.send(
      new PutObjectCommand({ Bucket: name, Key: key, Body: body, ContentType: contentType, IfNoneMatch: ifNoneMatch }),
    );
  }

  return {
    name,
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
        return await Body?.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async putOnce(key, body, contentType) {
      try {
        await put(key, body, contentType, '*');
        return 'written';
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return 'present';
        throw error;
      }
    },
    put: (key, body, contentType) => put(key, body, contentType),
    async list(prefix, after) {
      const command = new ListObjectsV2Command({ Bucket: name, Prefix: prefix, StartAfter: after });
      const { Contents = [], IsTruncated } = await client.send(command);
      const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
      return { keys, next: IsTruncated === true ? keys.at(-1) : undefined };
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: name, Key: key }));
    },
  };
}
