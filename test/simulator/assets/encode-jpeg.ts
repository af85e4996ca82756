import { type FloorPlan, rasterize } from './floor-plan.ts';

const BLOCK = 8;
/** A quantization step of 8 makes the DC value of a flat block its grey value less 128. */
const QUANTIZATION = 8;

/** Code lengths of the standard table for luminance DC differences (ITU-T T.81, K.3): values 0 to 11. */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
/** Flat blocks have no AC values, so that table holds the end of block alone. */
const AC_COUNTS = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110', '1111110'];
const END_OF_BLOCK = '0';

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
    packBits(encodeBlocks(rasterize(plan))),
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, payload: readonly number[]): Buffer {
  const length = payload.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...payload]);
}

function encodeBlocks(cells: Uint8Array): string {
  let previous = 0;
  let bits = '';
  for (const cell of cells) {
    const value = cell - 128;
    bits += encodeDifference(value - previous) + END_OF_BLOCK;
    previous = value;
  }
  return bits;
}

/** The length's code, then that many bits; negative values as their complement. */
function encodeDifference(difference: number): string {
  if (difference === 0) return DC_CODES[0] ?? '';
  const length = Math.floor(Math.log2(Math.abs(difference))) + 1;
  const value = difference > 0 ? difference : difference + 2 ** length - 1;
  return (DC_CODES[length] ?? '') + value.toString(2).padStart(length, '0');
}

/** Filled up with ones; a byte of ones is followed by a zero byte. */
function packBits(bits: string): Buffer {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes: number[] = [];
  for (let place = 0; place < padded.length; place += 8) {
    const byte = Number.parseInt(padded.slice(place, place + 8), 2);
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
  }
  return Buffer.from(bytes);
}
