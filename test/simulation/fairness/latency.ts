import type { Latency } from '../orders/lambda/environment.ts';

const BY_SERVICE: Readonly<Record<string, readonly [number, number]>> = {
  cubicasa: [150, 450],
  secrets: [10, 40],
  table: [3, 12],
  bucket: [20, 80],
};
const QUEUE: readonly [number, number] = [5, 20];

/** What calls plausibly take: CubiCasa's API some tenths of a second, AWS's services milliseconds. */
export const latency: Latency = (service) => BY_SERVICE[service] ?? QUEUE;
