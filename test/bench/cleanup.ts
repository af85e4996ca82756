import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSBatchResponse } from 'aws-lambda';
import { bundleFunctions } from '../../infra/build/bundle.ts';
import { approvePlan } from '../../infra/cli/users/approve-plan.ts';
import { removeUser } from '../../infra/cli/users/remove-user.ts';
import { saveSweepRun } from '../../shared/orders/sweep-run.ts';
import { loadNewestPlan } from '../../shared/users/plan-header.ts';
import { createMemoryQueue } from '../support/memory-queue.ts';
import { fillLedger, type LedgerSize } from './cleanup/fill-ledger.ts';
import type { Invoked } from './cleanup/function-process.ts';
import { addressOf, type LargeCompany, startLargeCompany } from './cleanup/large-company.ts';
import { type RunningFunction, startFunction } from './cleanup/start-function.ts';
import { type Services, startServices } from './cleanup/start-services.ts';

const WHO = { account: 'default', by: 'op', dryRun: false };

/**
 * The two bundled functions, each in a process with the heap that Lambda gives it, for a company of 100,000 users with
 * 1,000,000 orders: the first plan ever, which writes a record of each, the next one, which has a leaver, and the deletion
 * of that one.
 */
export async function bench(size: LedgerSize = { users: 100_000, orders: 1_000_000 }): Promise<void> {
  const bundles = await mkdtemp(join(tmpdir(), 'relay-bundles-'));
  await bundleFunctions({ outdir: bundles });
  const company = await startLargeCompany(size.users);
  const services = await startServices(company.url);
  try {
    fillLedger(services.ledger, size);
    const env = { ...services.env, CLEANUP: policyText() };
    const plan = startFunction('user-cleanup-plan', join(bundles, 'functions'), env);
    for (const name of ['first plan', 'next plan']) {
      await exportRoster(services, size.users);
      await measure(name, plan, company, () => planToTheEnd(plan));
      await removeUser(operatorOf(services), { ...WHO, email: addressOf(7), reason: 'left' });
    }
    plan.stop();
    const apply = startFunction('user-cleanup-apply', join(bundles, 'functions'), env);
    const messages = await approve(services);
    await measure('deletion', apply, company, () => applyToTheEnd(apply, messages));
    apply.stop();
  } finally {
    await services.close();
    await company.close();
    await rm(bundles, { recursive: true, force: true });
  }
}

async function measure(
  name: string,
  { memoryMb }: RunningFunction,
  { calls }: LargeCompany,
  work: () => Promise<Invoked[]>,
): Promise<void> {
  const before = { ...calls };
  const invoked = await work();
  const last = invoked.at(-1);
  const result = {
    bench: 'cleanup',
    name,
    memoryMb,
    peakRssMb: last?.peakRssMb,
    invocations: invoked.length,
    longestSeconds: Math.round(Math.max(...invoked.map(({ seconds }) => seconds))),
    cpuSeconds: Math.round(invoked.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)),
    pagesOfUsers: calls.users - before.users,
    otherCalls: calls.others - before.others,
    answer: last?.answer,
  };
  console.log(JSON.stringify(result));
}

/** Invocation by invocation, as `account-jobs` carries it on. */
async function planToTheEnd(plan: RunningFunction): Promise<Invoked[]> {
  const invoked: Invoked[] = [];
  const scheduledAt = new Date().toISOString();
  let continuation: unknown;
  do {
    const job = { v: 1, job: 'user-cleanup-plan', account: 'default', scheduledAt };
    const slice = await plan.invoke(continuation === undefined ? job : { ...job, continuation });
    invoked.push(slice);
    continuation = (slice.answer as { readonly continuation?: unknown }).continuation;
  } while (continuation !== undefined);
  return invoked;
}

/** A message comes again until it is done, as its queue would bring it. */
async function applyToTheEnd(apply: RunningFunction, messages: readonly string[]): Promise<Invoked[]> {
  const invoked: Invoked[] = [];
  for (const body of messages) {
    const record = { messageId: 'm', receiptHandle: 'r', body, attributes: { MessageGroupId: 'default' } };
    let isDone = false;
    while (!isDone) {
      const attempt = await apply.invoke({ Records: [record] });
      invoked.push(attempt);
      isDone = (attempt.answer as SQSBatchResponse).batchItemFailures.length === 0;
    }
  }
  return invoked;
}

function policyText(): string {
  return JSON.stringify({
    mode: 'enforce',
    roster: { key: 'staff.csv' },
    inactivity: { days: 90, alone: true },
    protect: { addresses: [addressOf(0)] },
  });
}

/** One in a thousand is not on the roster. */
async function exportRoster({ rosters }: Services, users: number): Promise<void> {
  const rows = Array.from({ length: Math.floor(users * 0.999) }, (_, id) => addressOf(id));
  await rosters.put('staff.csv', `email\n${rows.join('\n')}\n`);
}

async function approve(services: Services): Promise<readonly string[]> {
  const deps = operatorOf(services);
  const newest = await loadNewestPlan(services.table, 'default');
  await approvePlan(deps, { ...WHO, planId: newest?.header.planId ?? '', overLimit: true });
  const at = new Date().toISOString();
  const counts = { orders: 0, drifted: 0, refusedStatuses: [] };
  await saveSweepRun(services.table, 'default', { v: 1, kind: 'open', startedAt: at, completedAt: at, ...counts });
  return deps.userDeletions.messages.map(({ body }) => body);
}

function operatorOf({ table, audit, rosters }: Services) {
  const none = () => Promise.reject(new Error('the bench does not call that'));
  const accountClients = { open: none, use: none };
  const userDeletions = createMemoryQueue();
  return { table, audit, rosters, userDeletions, accountClients, invoke: none, now: Date.now };
}
