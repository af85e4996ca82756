import { hash } from 'node:crypto';
import type { FileStore } from '../../functions/asset-archive/file-store.ts';

interface MemoryFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly validator: string | null;
}

export interface MemoryFileStore extends FileStore {
  readonly files: ReadonlyMap<string, MemoryFile>;
  /** Keys in the order they were written. */
  readonly writes: readonly string[];
}

/** The archive's files in memory; a stream that throws leaves nothing. */
export function createMemoryFileStore(): MemoryFileStore {
  const files = new Map<string, MemoryFile>();
  const writes: string[] = [];
  return {
    files,
    writes,
    async head(key) {
      const file = files.get(key);
      return file && { validator: file.validator, size: file.bytes.byteLength, etag: etagOf(file.bytes) };
    },
    async put(key, chunks, contentType, validator) {
      const parts: Buffer[] = [];
      for await (const chunk of chunks) parts.push(chunk);
      const bytes = Buffer.concat(parts);
      files.set(key, { bytes, contentType, validator });
      writes.push(key);
      return etagOf(bytes);
    },
  };
}

const etagOf = (bytes: Buffer): string => `"${hash('md5', bytes)}"`;
