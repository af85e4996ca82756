import { crc32, deflateSync } from 'node:zlib';
import { type FloorPlan, rasterize } from './floor-plan.ts';

const CELL_PIXELS = 8;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits of grey, deflated, rows unfiltered, not interlaced. */
const GREY = [8, 0, 0, 0, 0];

/** A grey PNG in which each cell of the plan is a square of pixels; packed for speed, since orders have many. */
export function encodePng(plan: FloorPlan): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(plan.width * CELL_PIXELS, 0);
  header.writeUInt32BE(plan.height * CELL_PIXELS, 4);
  header.set(GREY, 8);
  const pixels = deflateSync(scanlines(plan), { level: 1 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** Rows of pixels, each after the number of its filter: 0 for none. */
function scanlines(plan: FloorPlan): Buffer {
  const cells = rasterize(plan);
  const rowBytes = 1 + plan.width * CELL_PIXELS;
  const lines = Buffer.alloc(rowBytes * plan.height * CELL_PIXELS);
  for (let row = 0; row < plan.height; row++) {
    const first = row * CELL_PIXELS * rowBytes;
    for (let column = 0; column < plan.width; column++) {
      const from = first + 1 + column * CELL_PIXELS;
      lines.fill(cells[row * plan.width + column] ?? 0, from, from + CELL_PIXELS);
    }
    for (let copy = 1; copy < CELL_PIXELS; copy++) lines.copy(lines, first + copy * rowBytes, first, first + rowBytes);
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
