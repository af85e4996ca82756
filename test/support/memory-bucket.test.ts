import { describeBucket } from '../shared/storage/bucket-contract.ts';
import { createMemoryBucket } from './memory-bucket.ts';

describeBucket('the bucket in memory', async () => createMemoryBucket('revisions'));
