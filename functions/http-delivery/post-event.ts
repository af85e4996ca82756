import { type Dispatcher, request } from 'undici';
import type { AttemptOutcome } from '../../shared/delivery/next-attempt.ts';
import { ForbiddenAddressError } from '../../shared/net/guarded-agent.ts';
import { httpOutcome } from './http-outcome.ts';

export interface EventPost {
  readonly url: string;
  readonly body: string;
  /** Signature headers of this attempt. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

const OWN_HEADERS = {
  'content-type': 'application/cloudevents+json; charset=utf-8',
  'user-agent': 'cubicasa-relay',
} as const;

/** So much of an answer's body is read, to keep the connection; none of it is kept or logged. */
const BODY_LIMIT_BYTES = 1_024;

/** One attempt. Resolves with how it ended, whatever that was. */
export async function postEvent(post: EventPost, dispatcher: Dispatcher, now: () => number): Promise<AttemptOutcome> {
  try {
    const { statusCode, headers, body } = await request(post.url, {
      method: 'POST',
      dispatcher,
      headers: { ...OWN_HEADERS, ...post.headers },
      body: post.body,
      signal: AbortSignal.timeout(post.timeoutMs),
    });
    await body.dump({ limit: BODY_LIMIT_BYTES }).catch(() => undefined);
    const retryAfter = headers['retry-after'];
    return httpOutcome(statusCode, Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, now());
  } catch (error) {
    return { kind: 'failed', reason: failureCode(error) };
  }
}

function failureCode(error: unknown): string {
  if (error instanceof ForbiddenAddressError) return 'forbidden-address';
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? `connection-${code.toLowerCase()}` : 'connection';
}
