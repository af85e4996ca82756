import { type FloorPlan, type Rectangle, SHADE } from './floor-plan.ts';

const CELL_POINTS = 8;

/** A PDF with one page for each plan, drawn in vectors; the same plans give the same bytes. */
export function encodePdf(plans: readonly FloorPlan[]): Buffer {
  const kids = plans.map((_, index) => `${3 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${plans.length} >>`,
    ...plans.flatMap((plan, index) => [pageOf(plan, 4 + 2 * index), contentOf(plan)]),
  ];
  return Buffer.from(assemble(objects), 'latin1');
}

function pageOf(plan: FloorPlan, content: number): string {
  const box = `[0 0 ${plan.width * CELL_POINTS} ${plan.height * CELL_POINTS}]`;
  return `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Resources << >> /Contents ${content} 0 R >>`;
}

function contentOf(plan: FloorPlan): string {
  const drawing = [
    ...draw(plan, plan.rooms, SHADE.room),
    ...draw(plan, plan.walls, SHADE.wall),
    ...draw(plan, plan.doors, SHADE.door),
    ...draw(plan, plan.ticks, SHADE.tick),
  ].join('\n');
  return `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`;
}

/** PDF counts from the lower edge. */
function draw(plan: FloorPlan, rectangles: readonly Rectangle[], shade: number): string[] {
  const grey = (shade / 255).toFixed(3);
  return rectangles.map(({ x, y, width, height }) => {
    const box = [x, plan.height - y - height, width, height].map((cells) => cells * CELL_POINTS);
    return `${grey} g ${box.join(' ')} re f`;
  });
}

function assemble(objects: readonly string[]): string {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  return `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}
