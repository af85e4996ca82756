import { CreateBucketCommand, PutBucketVersioningCommand, type S3Client } from '@aws-sdk/client-s3';
import { type ResolvedStack, resourcesOf } from '../template/resolve-template.ts';

interface BucketProperties {
  readonly VersioningConfiguration?: { readonly Status?: 'Enabled' | 'Suspended' };
}

export async function createBuckets(stack: ResolvedStack, client: S3Client): Promise<void> {
  for (const { ref, properties } of resourcesOf(stack, 'AWS::S3::Bucket')) {
    await client.send(new CreateBucketCommand({ Bucket: ref }));
    const { VersioningConfiguration } = properties as BucketProperties;
    if (VersioningConfiguration?.Status === 'Enabled') {
      await client.send(
        new PutBucketVersioningCommand({ Bucket: ref, VersioningConfiguration: { Status: 'Enabled' } }),
      );
    }
  }
}
