import { REVISION_KINDS } from '../orders/revision-kind.ts';
import type { CloudEvent } from './event.ts';

export const ARCHIVED_TYPE = 'cubicasa.order.archived';

/** Right after the revision whose files were archived, and before the next. */
export function archivedSequence(sequence: string): string {
  return `${sequence}.archived`;
}

/** The revision that an event tells of: what was archived of it overtakes those before it, not the revision itself. */
export function revisionSequence(sequence: string | null): string | null {
  return sequence?.split('.', 1)[0] ?? null;
}

const REVISION_TYPES: ReadonlySet<string> = new Set(REVISION_KINDS.map((kind) => `cubicasa.order.${kind}`));

/** Whether the event tells of a revision, whose content the revision store keeps. */
export function isRevisionEvent({ type }: Pick<CloudEvent, 'type'>): boolean {
  return REVISION_TYPES.has(type);
}

/** Whether the event tells all there is of its subject, so that a later one makes it needless. */
export function isWholeState(event: Pick<CloudEvent, 'type'>): boolean {
  return event.type === ARCHIVED_TYPE || isRevisionEvent(event);
}
