import { createHash } from 'node:crypto';
import { HEAD_BYTES, matchesFormat } from './file-format.ts';

/** A file is not what it was said to be; `reason` is a stable code. */
export class BadFileError extends Error {
  override readonly name = 'BadFileError';
  readonly reason: 'too-large' | 'content-mismatch' | 'truncated' | 'empty';
  constructor(reason: BadFileError['reason']) {
    super(`the asset's file is refused: ${reason}`);
    this.reason = reason;
  }
}

export interface Expected {
  readonly format: string;
  readonly maxBytes: number;
  /** As the host said before; null where it did not. */
  readonly size: number | null;
}

export interface InspectedStream {
  /** The same bytes, one chunk in memory at a time. @throws BadFileError as soon as something is wrong. */
  readonly chunks: AsyncGenerator<Buffer>;
  /** Of what has passed; final once `chunks` has ended. */
  readonly result: () => { readonly sha256: string; readonly size: number };
}

/** Watches a file go by: its beginning, its length, its digest. Nothing is passed on before the beginning was checked. */
export function inspectStream(source: AsyncIterable<Uint8Array>, expected: Expected): InspectedStream {
  const digest = createHash('sha256');
  let size = 0;

  async function* measure(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > expected.maxBytes) throw new BadFileError('too-large');
      digest.update(chunk);
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
    if (size === 0) throw new BadFileError('empty');
    if (expected.size !== null && size !== expected.size) throw new BadFileError('truncated');
  }

  let sha256: string | undefined;
  return {
    chunks: checkHead(measure(), expected.format),
    result() {
      sha256 ??= digest.digest('hex');
      return { sha256, size };
    },
  };
}

async function* checkHead(chunks: AsyncGenerator<Buffer>, format: string): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.byteLength < HEAD_BYTES) continue;
    yield accept(head, format);
    head = undefined;
  }
  if (head !== undefined) yield accept(head, format);
}

function accept(head: Buffer, format: string): Buffer {
  if (!matchesFormat(format, head)) throw new BadFileError('content-mismatch');
  return head;
}
