/** CubiCasa's Unix seconds with a fraction as a Date; undefined for an event that has not happened. */
export function dateOf(epochSeconds: number | null | undefined): Date | undefined {
  return epochSeconds === null || epochSeconds === undefined ? undefined : new Date(Math.round(epochSeconds * 1000));
}
