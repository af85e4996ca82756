import { describe, expect, it } from 'vitest';
import { type UserEventSource, userEvent } from '../../../shared/users/user-event.ts';

const source: UserEventSource = {
  kind: 'deleted',
  at: '2026-06-01T02:00:00.000Z',
  data: {
    account: 'default',
    userId: 'eve',
    email: 'eve@agency.example',
    role: 'Collaborator',
    planId: 'p',
    reasons: ['removal-requested'],
    leaver: true,
    deleteAfter: null,
    orders: 0,
    lastOrderAt: null,
  },
};

describe('an event about a user', () => {
  it('has the form of every event', () => {
    expect(userEvent(source)).toEqual({
      v: 1,
      account: 'default',
      type: 'cubicasa.user.deleted',
      subject: 'eve',
      sequence: '20260601T020000000Z-4',
      time: source.at,
      dataschema: 'https://schemas.cubicasa-relay.dev/user/1.json',
      data: { schemaVersion: 1, ...source.data },
    });
  });

  it('is the same event when the same fact is told again, and another for another fact of that moment', () => {
    expect(userEvent(source).sequence).toBe(userEvent({ ...source }).sequence);
    expect(userEvent({ ...source, kind: 'cleanup-aborted' }).sequence).not.toBe(userEvent(source).sequence);
  });
});
