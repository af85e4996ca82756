import { describe, expect, it } from 'vitest';
import type { EventContent } from '../../../shared/delivery/event.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { createUserEventSender } from '../../../shared/users/send-user-event.ts';
import { type UserEventSource, userEvent } from '../../../shared/users/user-event.ts';
import { createMemoryBucket } from '../../support/memory-bucket.ts';
import { createMemoryTable } from '../../support/memory-table.ts';

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

describe('[P4] an event about a user, on its way', () => {
  async function send(state: 'active' | 'paused') {
    const stores = { table: createMemoryTable(), contents: createMemoryBucket('revisions') };
    await stores.table.put({ ...keys.destination('crm'), data: { v: 1, state } }, 'any');
    const sent: EventContent[] = [];
    const destinations = [{ name: 'crm', kind: 'queue', queueUrl: 'queue:crm' } as const];
    await createUserEventSender(destinations, stores, async (content) => void sent.push(content))(source, []);
    return { sent, noted: (await stores.table.list(keys.paused('default', 'crm'))).items };
  }

  it('is sent', async () => {
    expect(await send('active')).toMatchObject({ sent: [{ subject: 'eve' }], noted: [] });
  });

  it('is noted for the resume of a destination that is paused', async () => {
    expect(await send('paused')).toMatchObject({ sent: [], noted: [{ data: { subject: 'eve' } }] });
  });
});
