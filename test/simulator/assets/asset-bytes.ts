import { strToU8, zipSync } from 'fflate';
import type { SimulatedOrder } from '../company/order.ts';
import type { AssetFile } from './asset-files.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { encodePdf } from './encode-pdf.ts';
import { encodePng } from './encode-png.ts';
import { encodeSvg } from './encode-svg.ts';
import { drawFloorPlan, type FloorPlan } from './floor-plan.ts';

type Drawn = Pick<SimulatedOrder, 'id' | 'floors' | 'packageType'>;

const kept = new Map<string, Uint8Array>();
const KEPT_FILES = 200;

/** A file's bytes: the same for the same order, file and version. Drawn when first asked for. */
export function assetBytes(order: Drawn, file: AssetFile, version: number): Uint8Array {
  const name = `${order.id}/${file.group}/${file.name}@${version}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const bytes = drawAsset(order, file, version);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_FILES && oldest !== undefined) kept.delete(oldest);
  kept.set(name, bytes);
  return bytes;
}

function drawAsset(order: Drawn, file: AssetFile, version: number): Uint8Array {
  const { floor, dimensions } = file;
  const plan = (onFloor: number): FloorPlan =>
    drawFloorPlan({ orderId: order.id, floor: onFloor, version, dimensions });
  const all = (): FloorPlan[] => Array.from({ length: order.floors }, (_, index) => plan(index));
  switch (file.format) {
    case 'png':
      return encodePng(plan(floor));
    case 'jpg':
      return encodeJpeg(plan(floor));
    case 'svg':
      return encodeSvg(plan(floor));
    case 'pdf':
      return encodePdf(all());
    case 'zip':
      return packPlans(all());
    case 'json':
      return describe(order, file, version, all());
    case 'html':
      return strToU8(`<!doctype html><title>Tour</title><h1>Tour of order ${order.id}, version ${version}</h1>\n`);
  }
}

function packPlans(plans: readonly FloorPlan[]): Uint8Array {
  const files = plans.map((plan, index) => [`floor-${index + 1}.png`, encodePng(plan)] as const);
  return zipSync(Object.fromEntries(files), { mtime: '2025-01-01T00:00:00', level: 0 });
}

function describe(order: Drawn, file: AssetFile, version: number, plans: readonly FloorPlan[]): Uint8Array {
  const floors = plans.map(({ rooms }, index) => ({
    floor: index + 1,
    rooms: rooms.map(({ width, height }) => ({ area: Math.round(width * height) / 100 })),
  }));
  return strToU8(`${JSON.stringify({ order: order.id, group: file.group, version, floors }, null, 2)}\n`);
}
