import type { Order } from '../cubicasa/index.ts';

/** Where an order's home stands, as far as it is told. Addresses do not round-trip (CONTRACT 4.1.2): compare this. */
export interface Place {
  /** Degrees; null where one of the two is missing. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
  /** House number, street and city in one normal form; '' where they are not told. */
  readonly text: string;
}

const NEAR_METRES = 100;
const METRES_PER_DEGREE = 111_320;

export function placeOf({ address, info }: Order): Place {
  const { latitude, longitude, number, street, city } = address ?? {};
  const parts = [number, street, city].map((part) => normalize(part ?? '')).filter((part) => part !== '');
  const point = typeof latitude === 'number' && typeof longitude === 'number' ? { latitude, longitude } : null;
  return { point, text: parts.length >= 2 ? parts.join(' ') : normalize(info?.location ?? '') };
}

/** Within 100 metres where both places have a point, else the same words. */
export function isNear(a: Place, b: Place): boolean {
  if (a.point !== null && b.point !== null) return metresBetween(a.point, b.point) <= NEAR_METRES;
  return a.text !== '' && a.text === b.text;
}

/** Flat-earth distance: exact enough for a hundred metres. */
function metresBetween(a: NonNullable<Place['point']>, b: NonNullable<Place['point']>): number {
  const north = (a.latitude - b.latitude) * METRES_PER_DEGREE;
  const east = (a.longitude - b.longitude) * METRES_PER_DEGREE * Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}

const WORDS: Readonly<Record<string, string>> = { street: 'st', road: 'rd', avenue: 'ave', drive: 'dr', lane: 'ln' };

function normalize(text: string): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  return words.map((word) => WORDS[word] ?? word).join(' ');
}
