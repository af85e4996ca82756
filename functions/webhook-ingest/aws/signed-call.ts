import { AwsClient } from 'aws4fetch';

/** AWS's own SDK costs webhook-ingest four fifths of its start, so its calls are signed here instead. */
export interface SignedCall {
  readonly service: 'sqs' | 'secretsmanager' | 's3' | 'dynamodb';
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SignedAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

export interface SignerOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly request?: typeof fetch;
}

const ATTEMPTS = 2;
/** CubiCasa's own timeout is unknown (CONTRACT 3.3), so both attempts together stay under two seconds. */
const ATTEMPT_TIMEOUT_MS = 900;

/** Sends one signed call; a throttle, a 5xx or a broken connection is tried once more. @throws when no answer came. */
export function createSignedCaller({ env, request = fetch }: SignerOptions) {
  const signer = new AwsClient({
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    ...(env.AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: env.AWS_SESSION_TOKEN }),
    region: regionOf(env),
  });

  async function attempt({ service, url, method, headers, body }: SignedCall): Promise<SignedAnswer> {
    const signed = await signer.sign(url, { method, headers, body, aws: { service } });
    const response = await request(signed, { signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS) });
    return { ok: response.ok, status: response.status, text: await response.text() };
  }

  return async function call(signedCall: SignedCall): Promise<SignedAnswer> {
    for (let tries = 1; ; tries++) {
      try {
        const answer = await attempt(signedCall);
        if (tries === ATTEMPTS || !isWorthRepeating(answer)) return answer;
      } catch (error) {
        if (tries === ATTEMPTS) throw error;
      }
    }
  };
}

export type SignedCaller = ReturnType<typeof createSignedCaller>;

/** `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then the region's own: the order the SDKs keep. */
export function endpointOf(env: SignerOptions['env'], variable: string, host: string): string {
  const named = env[`AWS_ENDPOINT_URL_${variable}`] ?? env.AWS_ENDPOINT_URL;
  return (named ?? `https://${host}.${regionOf(env)}.amazonaws.com`).replace(/\/+$/, '');
}

export function regionOf(env: SignerOptions['env']): string {
  return env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
}

function isWorthRepeating({ status, text }: SignedAnswer): boolean {
  return status >= 500 || status === 429 || /Throttl|RequestThrottled|TooManyRequests|SlowDown/.test(text);
}
