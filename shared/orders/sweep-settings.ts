/** The four sweeps of DESIGN: which orders are looked at, and how far. */
export const SWEEP_KINDS = ['baseline', 'open', 'deep', 'full'] as const;
export type SweepKind = (typeof SWEEP_KINDS)[number];

export interface SweepSettings {
  /** API calls that sweeps of one account may make in an hour. */
  readonly callsPerHour: number;
  /** Orders delivered in the last so many days are re-read by the deep sweep. */
  readonly deepDays: number;
  /** No webhook for so long while orders changed means that the channel is silent. */
  readonly silenceHours: number;
}

/** Reads the `SWEEP` variable's JSON. @throws TypeError naming the field. */
export function parseSweepSettings(value: unknown): SweepSettings {
  const settings = value as SweepSettings;
  for (const field of ['callsPerHour', 'deepDays', 'silenceHours'] as const) {
    if (!(settings[field] > 0)) throw new TypeError(`sweep.${field} must be a number above 0`);
  }
  return settings;
}
