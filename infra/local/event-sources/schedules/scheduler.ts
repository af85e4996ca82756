import type { MovableClock } from '../../clock/movable-clock.ts';
import type { NextDue } from './next-due.ts';

export interface ScheduledJob {
  readonly name: string;
  readonly nextDue: NextDue;
  run(scheduledAt: number): Promise<void>;
}

/** Runs what falls due on the stack's clock. */
export interface Scheduler {
  /** Runs a job now, out of turn. @throws Error when there is no such job */
  fire(name: string): Promise<void>;
  /** Resolves once no run is under way. */
  close(): Promise<void>;
}

/** The longest time until the clock is looked at again; timers cannot wait for more than 24 days anyway. */
const MAX_WAIT_MS = 3_600_000;

/** A job that fell due several times while the clock was moved runs once. */
export function startScheduler(
  jobs: readonly ScheduledJob[],
  clock: MovableClock,
  onFailure: (job: string, error: unknown) => void,
): Scheduler {
  const due = new Map(jobs.map((job) => [job, job.nextDue(clock.now())]));
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function run(job: ScheduledJob, scheduledAt: number): Promise<void> {
    const work: Promise<void> = job
      .run(scheduledAt)
      .catch((error: unknown) => onFailure(job.name, error))
      .finally(() => running.delete(work));
    running.add(work);
    return work;
  }

  async function runDue(): Promise<void> {
    if (closed) return;
    clearTimeout(timer);
    const now = clock.now();
    const ready = jobs.filter((job) => (due.get(job) ?? Number.POSITIVE_INFINITY) <= now);
    for (const job of ready) due.set(job, job.nextDue(now));
    const wait = Math.min(MAX_WAIT_MS, ...[...due.values()].map((instant) => instant - now));
    timer = setTimeout(() => void runDue(), Math.max(1, wait));
    await Promise.all(ready.map((job) => run(job, now)));
  }

  clock.onMove(runDue);
  void runDue();
  return {
    async fire(name) {
      const job = jobs.find((candidate) => candidate.name === name);
      if (job === undefined) throw new Error(`the stack has no schedule ${name}`);
      await run(job, clock.now());
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
