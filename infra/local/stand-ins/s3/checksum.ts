import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../aws-error.ts';

/** A checksum as a client sent it: its header's name, and the value in base64. */
export interface Checksum {
  readonly header: string;
  readonly value: string;
}

interface RunningChecksum {
  update(chunk: Buffer): void;
  digest(): string;
}

const ALGORITHMS: Readonly<Record<string, () => RunningChecksum>> = {
  'x-amz-checksum-crc32': runningCrc32,
  'x-amz-checksum-sha1': () => runningHash('sha1'),
  'x-amz-checksum-sha256': () => runningHash('sha256'),
};

/** Nothing for CRC-32C and CRC-64/NVME, which are kept and answered unverified. */
export function startChecksum(header: string): RunningChecksum | undefined {
  return ALGORITHMS[header]?.();
}

/** @throws AwsError BadDigest */
export function verifyChecksum(running: RunningChecksum | undefined, sent: Checksum | undefined): void {
  if (running === undefined || sent === undefined || running.digest() === sent.value) return;
  throw new AwsError('BadDigest', `The ${sent.header} you specified did not match what we received`);
}

function runningHash(algorithm: string): RunningChecksum {
  const hash = createHash(algorithm);
  return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('base64') };
}

function runningCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(chunk) {
      value = crc32(chunk, value);
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}
