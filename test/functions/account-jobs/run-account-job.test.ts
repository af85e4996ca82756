import { describe, expect, it } from 'vitest';
import { runAccountJob } from '../../../functions/account-jobs/run-account-job.ts';
import type { AccountJob } from '../../../shared/accounts/account-job.ts';
import { createMemoryQueue } from '../../support/memory-queue.ts';

function createRig(answer: unknown = {}) {
  const accountJobs = createMemoryQueue();
  const invoked: AccountJob[] = [];
  const deps = {
    listAccounts: async () => ['acme', 'default'],
    accountJobs,
    invoke: async (job: AccountJob) => {
      invoked.push(job);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const sent = () => accountJobs.messages.map(({ body }) => JSON.parse(body) as AccountJob);
  const run = (job: unknown) => runAccountJob(JSON.stringify(job), deps);
  return { accountJobs, invoked, sent, run };
}

const job = { v: 1, job: 'order-sweep', kind: 'open', scheduledAt: '2026-05-01T12:00:00Z' };

describe('account jobs', () => {
  it('hand out one message per account', async () => {
    const { run, sent, invoked } = createRig();
    await run(job);
    expect(sent()).toEqual([
      { ...job, account: 'acme' },
      { ...job, account: 'default' },
    ]);
    expect(invoked).toEqual([]);
  });

  it('run the job of one account and go on with what it leaves, after the wait it asks for', async () => {
    const { run, sent, accountJobs } = createRig({ continuation: { offset: 50 }, delaySeconds: 120 });
    await run({ ...job, account: 'acme' });
    expect(sent()).toEqual([{ ...job, account: 'acme', continuation: { offset: 50 } }]);
    expect(accountJobs.messages[0]?.delaySeconds).toBe(120);
  });

  it('fail when the job fails, so that the queue brings it again', async () => {
    const { run } = createRig(new Error('away'));
    await expect(run({ ...job, account: 'acme' })).rejects.toThrow('away');
  });

  it('name the field of a message that is none', async () => {
    const { run } = createRig();
    await expect(run({ ...job, job: 'order-swap' })).rejects.toThrow(/job must be one of/);
  });
});
