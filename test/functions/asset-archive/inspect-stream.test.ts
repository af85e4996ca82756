import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { matchesFormat } from '../../../functions/asset-archive/file-format.ts';
import { BadFileError, inspectStream } from '../../../functions/asset-archive/inspect-stream.ts';

const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), Buffer.alloc(2_000, 7)]);

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.byteLength; at += length) yield bytes.subarray(at, at + length);
}

async function pass(
  bytes: Buffer,
  expected: { format?: string; maxBytes?: number; size?: number | null },
  length = 100,
) {
  const stream = inspectStream(inPieces(bytes, length), { format: 'png', maxBytes: 10_000, size: null, ...expected });
  const passed: Buffer[] = [];
  const ending = (async () => {
    for await (const chunk of stream.chunks) passed.push(chunk);
  })();
  const error = await ending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, passed: Buffer.concat(passed), result: stream.result };
}

test.each([1, 7, 512, 5_000])('passes the same bytes on in pieces of %i, with size and digest', async (length) => {
  const { error, passed, result } = await pass(PNG, { size: PNG.byteLength }, length);
  expect(error).toBeUndefined();
  expect(passed.equals(PNG)).toBe(true);
  expect(result()).toEqual({ size: PNG.byteLength, sha256: createHash('sha256').update(PNG).digest('hex') });
});

test.each([
  ['too-large', PNG, { maxBytes: 1_000 }],
  ['content-mismatch', Buffer.from('<!doctype html><title>Sign in</title>'), {}],
  ['content-mismatch', PNG, { format: 'pdf' }],
  ['truncated', PNG, { size: PNG.byteLength + 1 }],
  ['empty', Buffer.alloc(0), {}],
] as const)('refuses a file that is %s', async (reason, bytes, expected) => {
  const { error } = await pass(bytes, expected);
  expect(error).toBeInstanceOf(BadFileError);
  expect((error as BadFileError).reason).toBe(reason);
});

test('lets nothing of a file through whose beginning is wrong', async () => {
  const { passed } = await pass(Buffer.alloc(5_000, 1), {});
  expect(passed.byteLength).toBe(0);
});

test.each([
  ['jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), true],
  ['jpg', Buffer.from('GIF89a'), false],
  ['pdf', Buffer.from('%PDF-1.7'), true],
  ['svg', Buffer.from('\uFEFF <?xml version="1.0"?><svg/>'), true],
  ['svg', Buffer.from('<!DOCTYPE html><svg/>'), false],
  ['zip', Buffer.from('PK\u0003\u0004'), true],
  ['json', Buffer.from(' {"a":1}'), true],
  ['json', Buffer.from('<html>'), false],
  ['mp4', Buffer.from('\0\0\0\u0018ftypmp42'), true],
  ['dwg', Buffer.from('AC1027'), true],
  ['dwg', Buffer.from('\n<html><body>'), false],
] as const)('%s beginning with %o', (format, head, matches) => {
  expect(matchesFormat(format, head)).toBe(matches);
});
