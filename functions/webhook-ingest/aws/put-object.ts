import { regionOf, type SignedCaller, type SignerOptions } from './signed-call.ts';

/** Writes a small object without the SDK. */
export function createSignedObjectWriter(call: SignedCaller, env: SignerOptions['env'], bucket: string) {
  const base = bucketUrl(env, bucket);
  return async (key: string, body: string): Promise<void> => {
    const url = `${base}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await call({ service: 's3', url, method: 'PUT', headers, body });
    if (!answer.ok) throw new Error(`S3 PutObject answered ${answer.status}`);
  };
}

/** Path-style at an endpoint of its own, since such a host has no name per bucket. */
function bucketUrl(env: SignerOptions['env'], bucket: string): string {
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  if (endpoint !== undefined) return `${endpoint.replace(/\/+$/, '')}/${bucket}`;
  return `https://${bucket}.s3.${regionOf(env)}.amazonaws.com`;
}
