import { expect, test } from 'vitest';
import { parseByteRange } from '../../../../../infra/local/stand-ins/s3/byte-range.ts';

test.each([
  [undefined, undefined],
  ['items=0-1', undefined],
  ['bytes=-', undefined],
  ['bytes=5-2', undefined],
  ['bytes=0-1,3-4', undefined],
  ['bytes=0-', { start: 0, end: 9 }],
  ['bytes=3-3', { start: 3, end: 3 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=3-30', { start: 3, end: 9 }],
])('%s of ten bytes is %j', (header, expected) => {
  expect(parseByteRange(header, 10)).toEqual(expected);
});

test.each([['bytes=10-'], ['bytes=10-20'], ['bytes=-0']])('%s of ten bytes cannot be satisfied', (header) => {
  expect(() => parseByteRange(header, 10)).toThrow(expect.objectContaining({ code: 'InvalidRange', status: 416 }));
});
