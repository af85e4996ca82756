import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { receiveDeletions } from '../../../functions/user-cleanup-apply/receive-deletions.ts';
import { type CleanupStage, createApprovedStage } from '../../support/cleanup-stage.ts';

function toRecord(body: string): SQSRecord {
  const attributes = { MessageGroupId: 'default' } as SQSRecord['attributes'];
  return { messageId: 'm1', receiptHandle: 'r1', body, attributes } as SQSRecord;
}

async function receive({ deps }: CleanupStage, body: string, hasTime = () => true) {
  const [hidden, deadLetters]: [number[], string[]] = [[], []];
  const { batchItemFailures } = await receiveDeletions([toRecord(body)], {
    apply: { ...deps, hasTime },
    changeVisibility: async (_handle, seconds) => void hidden.push(seconds),
    deadLetters: { send: async ({ reason }) => void deadLetters.push(reason) },
  });
  return { comesAgain: batchItemFailures.length === 1, hidden, deadLetters };
}

describe('a message about a deletion', () => {
  it('that waits for a sweep comes again after ten minutes', async () => {
    const made = await createApprovedStage();
    expect(await receive(made, made.queue.messages[0]?.body ?? '')).toMatchObject({ comesAgain: true, hidden: [600] });
  });

  it('whose listing takes longer than an invocation comes again at once, and the listing goes on', async () => {
    const made = await createApprovedStage();
    await made.sweep();
    const body = made.queue.messages[0]?.body ?? '';
    const listingsBefore = made.company.calls.listings;
    const answers = [];
    for (let tries = 0; tries < 5; tries += 1) {
      answers.push(await receive(made, body, () => false));
      made.stage.now += 60_000;
      if (!answers.at(-1)?.comesAgain) break;
    }
    expect(answers.map(({ hidden }) => hidden)).toEqual([[1], []]);
    expect(made.company.calls.listings - listingsBefore).toBe(1);
    expect(made.isThere('eve')).toBe(false);
  });

  it('that nobody can read is put aside with its reason and holds up nothing', async () => {
    const made = await createApprovedStage();
    expect(await receive(made, '{"v":2}')).toEqual({ comesAgain: false, hidden: [], deadLetters: ['unreadable'] });
  });
});
