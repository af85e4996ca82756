/** One difference between two revisions, for people and for filters. */
export interface Change {
  /** Path into the canonical order, e.g. `info.status` or `assets.listing_floorplans.jpg_urls[0]`. */
  readonly path: string;
  /** A sentence without links: what was there, what is there now. */
  readonly text: string;
}
