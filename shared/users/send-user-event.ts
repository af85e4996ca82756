import type { Destination } from '../delivery/destination.ts';
import type { EventContent } from '../delivery/event.ts';
import { selectDestinations } from '../delivery/filter.ts';
import { userFilterSubject } from '../delivery/filter-subject.ts';
import { isHeldBack, type NoteStores } from '../delivery/note-paused.ts';
import { type UserEventSource, userEvent } from './user-event.ts';

/** Tells every destination that wants to hear of it; resolves when all have it durably, or it is noted for their resume. */
export type SendUserEvent = (source: UserEventSource, accountLabels: readonly string[]) => Promise<void>;

export function createUserEventSender(
  destinations: readonly Destination[],
  stores: NoteStores,
  sendEvent: (content: EventContent, destination: Destination) => Promise<void>,
): SendUserEvent {
  return async (source, accountLabels) => {
    const content = userEvent(source);
    const subject = userFilterSubject(content.type, content.account, accountLabels, source.data.email);
    for (const destination of selectDestinations(destinations, subject)) {
      if (!(await isHeldBack(stores, content, destination))) await sendEvent(content, destination);
    }
  };
}
