/** What a baseline grey JPEG of flat blocks holds: its size and one value for each block. */
export interface DecodedJpeg {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly number[];
}

type Codes = ReadonlyMap<string, number>;

/** Reads by the tables in the file itself. @throws Error on anything that a decoder would refuse. */
export function decodeJpeg(bytes: Buffer): DecodedJpeg {
  if (bytes.readUInt16BE(0) !== 0xffd8 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) throw new Error('no JPEG');
  const tables = new Map<number, Codes>();
  let frame = { width: 0, height: 0 };
  let step = 0;
  let place = 2;
  for (;;) {
    const marker = bytes.readUInt16BE(place);
    const payload = bytes.subarray(place + 4, place + 2 + bytes.readUInt16BE(place + 2));
    place += 4 + payload.length;
    if (marker === 0xffdb) step = payload[1] ?? 0;
    if (marker === 0xffc0) frame = { height: payload.readUInt16BE(1), width: payload.readUInt16BE(3) };
    if (marker === 0xffc4) tables.set(payload[0] ?? 0, readCodes(payload));
    if (marker === 0xffda) break;
  }
  const count = (frame.width / 8) * (frame.height / 8);
  return { ...frame, blocks: readBlocks(readBits(bytes.subarray(place, -2)), tables, count, step) };
}

function readCodes(payload: Buffer): Codes {
  const codes = new Map<string, number>();
  let code = 0;
  let value = 17;
  for (let length = 1; length <= 16; length++) {
    for (let left = payload[length] ?? 0; left > 0; left--) {
      codes.set((code++).toString(2).padStart(length, '0'), payload[value++] ?? 0);
    }
    code <<= 1;
  }
  return codes;
}

function readBits(scan: Buffer): string {
  const bytes = [...scan].filter((byte, index) => !(byte === 0 && scan[index - 1] === 0xff));
  return bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}

function readBlocks(bits: string, tables: ReadonlyMap<number, Codes>, count: number, step: number): number[] {
  let place = 0;
  const readSymbol = (table: number): number => {
    for (let length = 1; length <= 16; length++) {
      const symbol = tables.get(table)?.get(bits.slice(place, place + length));
      if (symbol === undefined) continue;
      place += length;
      return symbol;
    }
    throw new Error('no such code');
  };
  let coefficient = 0;
  return Array.from({ length: count }, () => {
    const length = readSymbol(0x00);
    coefficient += readDifference(bits.slice(place, place + length));
    place += length;
    if (readSymbol(0x10) !== 0) throw new Error('the block is not flat');
    return (coefficient * step) / 8 + 128;
  });
}

function readDifference(bits: string): number {
  if (bits === '') return 0;
  const value = Number.parseInt(bits, 2);
  return bits.startsWith('1') ? value : value - 2 ** bits.length + 1;
}
