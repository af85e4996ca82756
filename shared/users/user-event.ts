import type { EventContent } from '../delivery/event.ts';
import type { Reason } from './plan/cleanup-plan.ts';

const USER_EVENT_SCHEMA = 'https://schemas.cubicasa-relay.dev/user/1.json';

type UserEventKind = 'cleanup-marked' | 'cleanup-planned' | 'deleted' | 'cleanup-aborted';

/** `data` of every `cubicasa.user.<kind>` event. */
export interface UserEventData {
  readonly schemaVersion: 1;
  readonly account: string;
  readonly userId: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly planId: string;
  readonly reasons: readonly Reason[];
  readonly leaver: boolean;
  readonly deleteAfter: string | null;
  readonly orders: number;
  readonly lastOrderAt: string | null;
  /** Why an approved deletion was not done. */
  readonly abortedBy?: string;
}

export interface UserEventSource {
  readonly kind: UserEventKind;
  /** ISO instant. */
  readonly at: string;
  readonly data: Omit<UserEventData, 'schemaVersion'>;
}

/** One fact about a user; a repeat of the same fact is the same event. */
export function userEvent({ kind, at, data }: UserEventSource): EventContent<UserEventData> {
  return {
    v: 1,
    account: data.account,
    type: `cubicasa.user.${kind}`,
    subject: data.userId,
    sequence: `${at.replace(/[^0-9TZ]/g, '')}-${ORDER[kind]}`,
    time: at,
    dataschema: USER_EVENT_SCHEMA,
    data: { schemaVersion: 1, ...data },
  };
}

/** Of what happens to a user at one instant. */
const ORDER: Readonly<Record<UserEventKind, number>> = {
  'cleanup-marked': 1,
  'cleanup-planned': 2,
  'cleanup-aborted': 3,
  deleted: 4,
};
