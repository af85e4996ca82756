import { type FloorPlan, rasterize } from './floor-plan.ts';

const BLOCK = 8;
/** A quantization step of 8 makes the DC value of a flat block its grey value less 128. */
const QUANTIZATION = 8;

/** Code lengths of the standard table for luminance DC differences (ITU-T T.81, K.3): values 0 to 11. */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
/** Flat blocks have no AC values, so that table holds the end of block alone. */
const AC_COUNTS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110', '1111110'].map((code) => ({
  value: Number.parseInt(code, 2),
  length: code.length,
}));
/** The one code of that table is a single zero. */
const END_OF_BLOCK_BITS = 1;
/** Codes and values of at most 2 bytes and a bit, doubled where all bits are ones. */
const LONGEST_BLOCK_BYTES = 6;

/** A baseline grey JPEG in which each cell of the plan is one flat block. */
export function encodeJpeg(plan: FloorPlan): Buffer {
  const width = plan.width * BLOCK;
  const height = plan.height * BLOCK;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...new Array<number>(64).fill(QUANTIZATION)]),
    segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, ...DC_COUNTS, ...DC_VALUES]),
    segment(0xc4, [0x10, ...AC_COUNTS, 0]),
    segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    encodeBlocks(rasterize(plan)),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, payload: readonly number[]): Buffer {
  const length = payload.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...payload]);
}

function encodeBlocks(cells: Uint8Array): Buffer {
  const bits = createBitWriter(cells.length * LONGEST_BLOCK_BYTES);
  let previous = 0;
  for (const cell of cells) {
    const value = cell - 128;
    writeDifference(bits, value - previous);
    bits.write(0, END_OF_BLOCK_BITS);
    previous = value;
  }
  return bits.end();
}

/** The length's code, then that many bits; negative values as their complement. */
function writeDifference(bits: BitWriter, difference: number): void {
  const length = 32 - Math.clz32(Math.abs(difference));
  const code = DC_CODES[length];
  if (code === undefined) throw new RangeError(`no code for a difference of ${difference}`);
  bits.write(code.value, code.length);
  bits.write(difference > 0 ? difference : difference + 2 ** length - 1, length);
}

interface BitWriter {
  write(value: number, length: number): void;
  /** Everything, filled up with ones. */
  end(): Buffer;
}

/** The highest bit first; a byte of ones is followed by a zero byte. */
function createBitWriter(mostBytes: number): BitWriter {
  const bytes = Buffer.alloc(mostBytes);
  let size = 0;
  let kept = 0;
  let keptBits = 0;
  function write(value: number, length: number): void {
    kept = (kept << length) | value;
    keptBits += length;
    for (; keptBits >= 8; keptBits -= 8) {
      const byte = (kept >> (keptBits - 8)) & 0xff;
      bytes[size++] = byte;
      if (byte === 0xff) size++;
    }
    kept &= (1 << keptBits) - 1;
  }
  return {
    write,
    end() {
      const left = (8 - keptBits) % 8;
      write((1 << left) - 1, left);
      return bytes.subarray(0, size);
    },
  };
}
