import type { Fault } from '../../simulator/company/faults.ts';

/** What CubiCasa's side does wrong while webhooks are published. */
export const API_FAULTS: readonly Fault[] = [
  { kind: 'throttle', probability: 0.01, retryAfter: 'seconds', retryAfterSeconds: 1 },
  { kind: 'throttle', probability: 0.005, retryAfter: 'date', retryAfterSeconds: 1 },
  { kind: 'server-error', probability: 0.003, burst: 5 },
  { kind: 'reset-before', probability: 0.005 },
  { kind: 'reset-after', probability: 0.005 },
  { kind: 'html', probability: 0.005 },
  { kind: 'truncated', probability: 0.003 },
  { kind: 'latency', probability: 0.03, delayMs: 60 },
  { kind: 'webhook-lost', probability: 0.02 },
  { kind: 'webhook-doubled', probability: 0.05 },
  { kind: 'webhook-reordered', probability: 0.05, delayMs: 2_000 },
  { kind: 'webhook-late', probability: 0.03, delayMs: 3_000 },
];
