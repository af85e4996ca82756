/** One file or link of an order, whatever group it came in. */
export interface OrderAsset {
  /** `products_2d`, `products_3d`, `tour`, or `other` for a group nobody knows. */
  readonly product: string;
  /** The group's name in the order, `homereport` read as `home_report`. */
  readonly group: string;
  /** The list or field within the group, e.g. `jpg_urls_dim`. */
  readonly key: string;
  readonly format: string;
  /** Position in its list: the floor for images; 0 for single files. */
  readonly floor: number;
  /** Whether the drawing carries dimensions. */
  readonly dimensions: boolean;
  readonly link: string;
}
