import type { Difference } from './diff-orders.ts';

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

/** What a kind is read from. `before` is the status of the last revision, null for an order nobody met yet. */
export interface Transition {
  readonly before: string | null;
  readonly after: string;
  readonly deliveredBefore: boolean;
  readonly differences: readonly Difference[];
}

export function revisionKind(transition: Transition): RevisionKind {
  const { before, after } = transition;
  switch (after) {
    case 'Draft':
      return before === 'Draft' ? 'updated' : 'draft';
    case 'New':
    case 'Pending':
      return before === 'New' || before === 'Pending' ? 'updated' : 'submitted';
    case 'Fixing':
      return before === 'Fixing' ? 'updated' : 'fixing';
    case 'Ready':
      return before === 'Ready' ? changeOfDelivered(transition.differences) : delivery(transition);
    default:
      return before === after ? 'updated' : 'needs-attention';
  }
}

function delivery({ before, deliveredBefore }: Transition): RevisionKind {
  if (before === 'Fixing') return 'change-delivered';
  return deliveredBefore ? 'redelivered' : 'first-delivery';
}

/** Ready to Ready: a group that appears is a product; new files under a new style are a re-delivery; other files an edit. */
function changeOfDelivered(differences: readonly Difference[]): RevisionKind {
  const assets = differences.filter(({ path }) => path.startsWith('delivery_assets'));
  if (assets.length === 0) return 'updated';
  if (assets.some(({ before, after }) => before === undefined && after !== undefined) && !assets.some(isReplaced)) {
    return 'product-added';
  }
  return differences.some(({ path }) => path.startsWith('info.style_template')) ? 'redelivered' : 'quick-edit';
}

function isReplaced({ before, after }: Difference): boolean {
  return before !== undefined && after !== undefined;
}
