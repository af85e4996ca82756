import { subscribe } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';

/** What one invocation came to and cost, and the most memory that its process ever had. */
export interface Invoked {
  readonly answer: unknown;
  /** What Lambda's timeout would see, with each call to CubiCasa counted as it takes over the network. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
  readonly error?: string;
}

export interface Invocation {
  readonly event: unknown;
  readonly timeoutMs: number;
}

/** Beside the client's own limit of ten calls a second: four to five pages a second in all. */
const CALL_MS = 120;

/** A bundled function in a process of its own: an event comes in, what it came to goes out. */
const [bundle = ''] = process.argv.slice(2);
const { handler } = createRequire(import.meta.url)(bundle) as {
  readonly handler: (event: unknown, context: object) => Promise<unknown>;
};

let calls = 0;
subscribe('undici:request:create', () => {
  calls += 1;
});

process.on('message', ({ event, timeoutMs }: Invocation) => {
  const startedAt = performance.now();
  const callsBefore = calls;
  const cpuBefore = process.cpuUsage();
  const spentMs = () => performance.now() - startedAt + (calls - callsBefore) * CALL_MS;
  const getRemainingTimeInMillis = () => timeoutMs - spentMs();
  const done = (outcome: Pick<Invoked, 'answer' | 'error'>): void => {
    const { user, system } = process.cpuUsage(cpuBefore);
    const cost = { cpuSeconds: (user + system) / 1e6, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024) };
    process.send?.({ ...outcome, ...cost, seconds: spentMs() / 1_000 } satisfies Invoked);
  };
  handler(event, { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis }).then(
    (answer) => done({ answer }),
    (error: unknown) => done({ answer: null, error: String(error) }),
  );
});
