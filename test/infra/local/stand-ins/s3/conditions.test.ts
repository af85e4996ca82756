import { expect, test } from 'vitest';
import { checkRead, checkWrite } from '../../../../../infra/local/stand-ins/s3/conditions.ts';

test.each([
  ['anything over nothing', undefined, {}],
  ['anything over something', 'etag', {}],
  ['the first', undefined, { ifNoneMatch: '*' }],
  ['over the one that was read', 'etag', { ifMatch: '"etag"' }],
  ['over whatever stands there', 'etag', { ifMatch: '*' }],
])('a write goes on: %s', (_, current, conditions) => {
  expect(() => checkWrite(current, conditions)).not.toThrow();
});

test.each([
  ['something stands there', 'etag', { ifNoneMatch: '*' }, 412],
  ['another stands there', 'etag', { ifMatch: '"other"' }, 412],
  ['nothing stands there', undefined, { ifMatch: '"etag"' }, 404],
  ['S3 knows no such condition', undefined, { ifNoneMatch: '"etag"' }, 501],
])('a write stops: %s', (_, current, conditions, status) => {
  expect(() => checkWrite(current, conditions)).toThrow(expect.objectContaining({ status }));
});

test.each([
  [{}, 'answer'],
  [{ ifMatch: '"a", "etag"' }, 'answer'],
  [{ ifNoneMatch: '"other"' }, 'answer'],
  [{ ifNoneMatch: '"etag"' }, 'not-modified'],
])('a read under %j is answered by: %s', (conditions, expected) => {
  expect(checkRead('etag', conditions)).toBe(expected);
});
