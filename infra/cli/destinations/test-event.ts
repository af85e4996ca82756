import type { EventContent } from '../../../shared/delivery/event.ts';

/** An event that says that the way is open; its type is no order's and no user's, so consumers may ignore it. */
export function testEvent(account: string, requestId: string, now: number): EventContent {
  const time = new Date(now).toISOString();
  return {
    v: 1,
    account,
    type: 'cubicasa.relay.test',
    subject: `test-${requestId}`,
    sequence: '0000-00000000',
    time,
    dataschema: 'https://schemas.cubicasa-relay.dev/test/1.json',
    data: { schemaVersion: 1, account, sentAt: time },
  };
}
