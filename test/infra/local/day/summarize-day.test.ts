import { expect, it } from 'vitest';
import type { Delivered } from '../../../../infra/local/day/delivery-log.ts';
import { summarizeDay } from '../../../../infra/local/day/summarize-day.ts';

const revision = { sequence: '0001-00000001', hash: 'h', kind: 'draft', changes: [] } as const;
const at = (destination: string, type: string, data: Delivered['data']): Delivered => ({
  destination,
  id: `dl_${type}`,
  type,
  subject: 'o1',
  data,
});

const outcome = {
  day: {
    before: [],
    after: [{ id: 'o1' }],
    report: { state: 'done', roster: [], lost: [], webhooks: { sent: 3, acknowledged: 2 } },
  },
  verdict: { lost: [], duplicates: 0, broken: [] },
  delivered: [
    at('own-consumer', 'cubicasa.order.draft', { revision }),
    at('bus', 'cubicasa.order.draft', { revision }),
    at('own-consumer', 'cubicasa.user.deleted', {}),
    at('bus', 'cubicasa.user.deleted', {}),
  ],
  archived: { archive: 1 },
  repaired: 1,
  plan: undefined,
  problems: [],
} as const;

it('counts a revision once however many destinations it reached', () => {
  expect(summarizeDay(outcome)).toEqual({
    ok: true,
    webhooks: { sent: 3, acknowledged: 2 },
    sweep: { repaired: 1 },
    orders: 1,
    revisions: 1,
    deliveries: { 'own-consumer': 2, bus: 2, archive: 1 },
    duplicates: 0,
    lost: 0,
    cleanup: { mode: 'none', planId: null, verdicts: {}, deleted: 1, held: false },
  });
});

it('is not well once anything was seen broken', () => {
  const verdict = { lost: ['own-consumer: o1'], duplicates: 0, broken: ['[P4] lost'] };
  const summary = summarizeDay({ ...outcome, verdict, problems: ['role X lacks sqs:SendMessage'] });
  expect(summary).toMatchObject({ ok: false, lost: 1, broken: ['role X lacks sqs:SendMessage', '[P4] lost'] });
});
