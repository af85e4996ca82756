import { expect, test } from 'vitest';
import { loadContent, storeContent } from '../../../shared/orders/revision-content.ts';
import { aRevision } from '../../support/delivery-builders.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';

test('what was stored first counts, and is answered to whoever comes later with something else', async () => {
  const revisions = createMemoryBucket('revisions');
  const [first, later] = [aRevision(1), aRevision(1, { externalId: 'JOB-2' })];
  expect(await storeContent(revisions, 'key', first)).toEqual(first);
  expect(await storeContent(revisions, 'key', later)).toEqual(first);
  expect(await loadContent(revisions, 'key')).toEqual(first);
});
