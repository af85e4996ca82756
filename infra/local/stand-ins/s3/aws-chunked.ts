import { Transform, type TransformCallback } from 'node:stream';
import { AwsError } from '../aws-error.ts';

const MAX_LINE_BYTES = 16_384;

/**
 * Takes the framing of `Content-Encoding: aws-chunked` away: lines `<hex size>[;chunk-signature=…]`, that many bytes,
 * and after the empty chunk the trailers, which stand in `trailers` once the stream ended.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class AwsChunkedDecoder extends Transform {
  readonly trailers = new Map<string, string>();
  #state: 'size' | 'data' | 'data-end' | 'trailers' = 'size';
  #left = 0;
  #line: Buffer = Buffer.alloc(0);

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      let rest = chunk;
      while (rest.length > 0) rest = this.#state === 'data' ? this.#takeData(rest) : this.#takeLine(rest);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error('the chunked body could not be read'));
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#state === 'trailers' ? null : new AwsError('IncompleteBody', 'The chunked body ended too early'));
  }

  #takeData(chunk: Buffer): Buffer {
    const taken = chunk.subarray(0, this.#left);
    this.push(taken);
    this.#left -= taken.length;
    if (this.#left === 0) this.#state = 'data-end';
    return chunk.subarray(taken.length);
  }

  #takeLine(chunk: Buffer): Buffer {
    const end = chunk.indexOf(0x0a);
    this.#line = Buffer.concat([this.#line, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (this.#line.length > MAX_LINE_BYTES)
      throw new AwsError('InvalidRequest', 'A line of the chunked body is too long');
    if (end < 0) return chunk.subarray(chunk.length);
    this.#endLine(this.#line.toString('latin1').trim());
    this.#line = Buffer.alloc(0);
    return chunk.subarray(end + 1);
  }

  #endLine(line: string): void {
    if (this.#state === 'trailers') this.#addTrailer(line);
    else if (this.#state === 'data-end') this.#state = 'size';
    else this.#startChunk(line);
  }

  #startChunk(line: string): void {
    const size = line.replace(/;.*$/, '');
    if (!/^[0-9a-f]+$/i.test(size)) throw new AwsError('InvalidRequest', 'A chunk of the body has no size');
    this.#left = Number.parseInt(size, 16);
    this.#state = this.#left === 0 ? 'trailers' : 'data';
  }

  #addTrailer(line: string): void {
    const colon = line.indexOf(':');
    if (colon > 0) this.trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
}
