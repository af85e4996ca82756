import { PNG } from 'pngjs';
import { type FloorPlan, rasterize } from './floor-plan.ts';

const CELL_PIXELS = 8;

export function encodePng(plan: FloorPlan): Buffer {
  const cells = rasterize(plan);
  const png = new PNG({ width: plan.width * CELL_PIXELS, height: plan.height * CELL_PIXELS, colorType: 0 });
  for (let pixel = 0; pixel < png.width * png.height; pixel++) {
    const row = Math.floor(pixel / png.width / CELL_PIXELS);
    const column = Math.floor((pixel % png.width) / CELL_PIXELS);
    png.data.fill(cells[row * plan.width + column] ?? 0, 4 * pixel, 4 * pixel + 3);
    png.data[4 * pixel + 3] = 255;
  }
  return PNG.sync.write(png, { colorType: 0, deflateLevel: 6 });
}
