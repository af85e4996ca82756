import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../aws-error.ts';
import type { MultipartUpload, Part } from './multipart-uploads.ts';
import { readElements, readText } from './xml.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;

/** The parts that CompleteMultipartUpload names, in its order. @throws AwsError when they cannot make an object */
export function selectParts(upload: MultipartUpload, document: string): Part[] {
  const parts = readElements(document, 'Part').map((xml) => {
    const part = upload.parts.get(Number(readText(xml, 'PartNumber')));
    if (part !== undefined && part.md5 === readText(xml, 'ETag').replaceAll('"', '')) return part;
    throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
  });
  if (parts.length === 0) throw new AwsError('MalformedXML', 'You must specify at least one part');
  if (parts.some((part, at) => at > 0 && part.number <= (parts[at - 1]?.number ?? 0))) {
    throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  if (parts.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES)) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  return parts;
}

/** The ETag of an object made of parts: the MD5 of their MD5s, and how many they were. */
export function multipartEtag(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const { md5 } of parts) hash.update(Buffer.from(md5, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

/** Writes the parts one behind the other into a new file, in constant memory. */
export async function joinParts(parts: readonly Part[], directory: string): Promise<string> {
  const file = join(directory, randomUUID());
  await pipeline(async function* () {
    for (const part of parts) yield* createReadStream(part.file);
  }, createWriteStream(file));
  return file;
}
