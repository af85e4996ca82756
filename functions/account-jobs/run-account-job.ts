import { type AccountJob, type AccountJobAnswer, parseAccountJob } from '../../shared/accounts/account-job.ts';
import type { Queue } from '../../shared/queue/queue.ts';

export interface RunAccountJobDeps {
  readonly listAccounts: () => Promise<readonly string[]>;
  readonly accountJobs: Queue;
  /** Runs the job's function to its end and gives its answer. @throws when the function failed. */
  readonly invoke: (job: AccountJob & { readonly account: string }) => Promise<unknown>;
}

/**
 * A job for all accounts becomes one message each; a job for one account runs now, and what it leaves becomes the next
 * message. @throws when the job failed: SQS brings it again, and after its tries to the dead-letter queue.
 */
export async function runAccountJob(body: string, deps: RunAccountJobDeps): Promise<void> {
  const job = parseAccountJob(JSON.parse(body));
  if (job.account === undefined) return handOut(job, deps);
  const { continuation, delaySeconds } = parseAnswer(await deps.invoke({ ...job, account: job.account }));
  if (continuation !== undefined) await sendJob({ ...job, continuation }, deps, delaySeconds);
}

async function handOut(job: AccountJob, deps: RunAccountJobDeps): Promise<void> {
  for (const account of await deps.listAccounts()) await sendJob({ ...job, account }, deps);
}

async function sendJob(job: AccountJob, { accountJobs }: RunAccountJobDeps, delaySeconds = 0): Promise<void> {
  await accountJobs.send({ body: JSON.stringify(job), ...(delaySeconds > 0 ? { delaySeconds } : {}) });
}

function parseAnswer(answer: unknown): AccountJobAnswer {
  return typeof answer === 'object' && answer !== null ? (answer as AccountJobAnswer) : {};
}
