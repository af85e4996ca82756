import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { RosterFile, RosterSource } from './roster-source.ts';

/** The role needs `s3:ListBucket` too: without it S3 answers 403 for a roster that is not there. */
export function createS3RosterSource(client: S3Client, bucket: string): RosterSource {
  return { load: (key) => loadRosterFile(client, bucket, key) };
}

/** An object without a date counts as written at the beginning of time, so that it is stale. */
async function loadRosterFile(client: S3Client, bucket: string, key: string): Promise<RosterFile | undefined> {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const text = (await answer.Body?.transformToString()) ?? '';
    const version = answer.VersionId ?? answer.ETag ?? 'unknown';
    return { text, version, modifiedAt: (answer.LastModified ?? new Date(0)).toISOString() };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
