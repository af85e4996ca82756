/** The roster as it lies in its bucket. */
export interface RosterFile {
  readonly text: string;
  /** Names this very content. */
  readonly version: string;
  /** ISO instant. */
  readonly modifiedAt: string;
}

export interface RosterSource {
  /** Nothing where no such object exists; whatever else fails throws. */
  load(key: string): Promise<RosterFile | undefined>;
}
