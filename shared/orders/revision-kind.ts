/** The best reading of two revisions; decisions belong on `changes` and `status`. */
export const REVISION_KINDS = [
  'draft',
  'submitted',
  'first-delivery',
  'change-delivered',
  'quick-edit',
  'product-added',
  'redelivered',
  'fixing',
  'needs-attention',
  'updated',
  'removed',
] as const;

export type RevisionKind = (typeof REVISION_KINDS)[number];
