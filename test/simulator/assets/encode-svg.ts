import { type FloorPlan, type Rectangle, SHADE } from './floor-plan.ts';

export function encodeSvg(plan: FloorPlan): Buffer {
  const shapes = [
    ...draw(plan.rooms, SHADE.room),
    ...draw(plan.walls, SHADE.wall),
    ...draw(plan.doors, SHADE.door),
    ...draw(plan.ticks, SHADE.tick),
  ];
  const size = `width="${plan.width * 8}" height="${plan.height * 8}" viewBox="0 0 ${plan.width} ${plan.height}"`;
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${shapes.join('\n')}\n</svg>\n`);
}

function draw(rectangles: readonly Rectangle[], shade: number): string[] {
  return rectangles.map(
    ({ x, y, width, height }) =>
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="rgb(${shade},${shade},${shade})"/>`,
  );
}
