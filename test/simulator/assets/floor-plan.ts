import { createRandom, hashNumber, type Random } from '../company/random.ts';

/** A rectangle in cells; the origin is the upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One floor as drawn: all formats show the same plan. */
export interface FloorPlan {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly rooms: readonly Rectangle[];
  readonly walls: readonly Rectangle[];
  readonly doors: readonly Rectangle[];
  /** Ticks along the border; none without dimensions. */
  readonly ticks: readonly Rectangle[];
}

export interface PlanWish {
  readonly orderId: string;
  readonly floor: number;
  /** Edits move the doors. */
  readonly version: number;
  readonly dimensions: boolean;
}

const WIDTH = 80;
const HEIGHT = 60;
const LEAST_ROOM = 12;
const MARGIN = 4;

export function drawFloorPlan({ orderId, floor, version, dimensions }: PlanWish): FloorPlan {
  const house = { x: MARGIN, y: MARGIN, width: WIDTH - 2 * MARGIN, height: HEIGHT - 2 * MARGIN };
  const rooms = splitRooms(house, createRandom(hashNumber(orderId), `floor ${floor}`));
  const edits = createRandom(hashNumber(orderId), `floor ${floor} version ${version}`);
  const walls = rooms.flatMap(wallsOf);
  const doors = rooms.map((room) => doorOf(room, edits));
  return { width: WIDTH, height: HEIGHT, rooms, walls, doors, ticks: dimensions ? ticksOf(house) : [] };
}

function splitRooms(space: Rectangle, random: Random): Rectangle[] {
  const wide = space.width >= space.height;
  const length = wide ? space.width : space.height;
  if (length < 2 * LEAST_ROOM) return [space];
  const cut = LEAST_ROOM + random.below(length - 2 * LEAST_ROOM + 1);
  const [first, second] = wide
    ? [
        { ...space, width: cut },
        { ...space, x: space.x + cut, width: space.width - cut },
      ]
    : [
        { ...space, height: cut },
        { ...space, y: space.y + cut, height: space.height - cut },
      ];
  return [...splitRooms(first, random), ...splitRooms(second, random)];
}

function wallsOf({ x, y, width, height }: Rectangle): Rectangle[] {
  return [
    { x, y, width, height: 1 },
    { x, y: y + height - 1, width, height: 1 },
    { x, y, width: 1, height },
    { x: x + width - 1, y, width: 1, height },
  ];
}

function doorOf({ x, y, width, height }: Rectangle, random: Random): Rectangle {
  return { x: x + 2 + random.below(width - 7), y: y + height - 1, width: 4, height: 1 };
}

function ticksOf({ x, y, width, height }: Rectangle): Rectangle[] {
  const along = (length: number): number[] => Array.from({ length: Math.floor(length / 4) }, (_, index) => index * 4);
  return [
    ...along(width).map((step) => ({ x: x + step, y: y - 2, width: 1, height: 1 })),
    ...along(height).map((step) => ({ x: x - 2, y: y + step, width: 1, height: 1 })),
  ];
}

export const SHADE = { paper: 255, room: 235, wall: 30, door: 170, tick: 90 } as const;

/** Grey values of all cells, row by row. */
export function rasterize(plan: FloorPlan): Uint8Array {
  const cells = new Uint8Array(plan.width * plan.height).fill(SHADE.paper);
  const paint = (rectangles: readonly Rectangle[], shade: number): void => {
    for (const { x, y, width, height } of rectangles) {
      for (let row = y; row < y + height; row++) cells.fill(shade, row * plan.width + x, row * plan.width + x + width);
    }
  };
  paint(plan.rooms, SHADE.room);
  paint(plan.walls, SHADE.wall);
  paint(plan.doors, SHADE.door);
  paint(plan.ticks, SHADE.tick);
  return cells;
}
