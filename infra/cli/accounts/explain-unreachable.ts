import { NotFoundError, PRODUCTION_URL, UpstreamError } from '../../../shared/cubicasa/index.ts';

/** Names the host where the address may be what is wrong; other errors stay as they are. */
export function explainUnreachable(error: unknown, baseUrl: string = PRODUCTION_URL): unknown {
  const isAway = error instanceof UpstreamError && error.reason === 'unavailable';
  if (!(isAway || error instanceof NotFoundError)) return error;
  const { host } = new URL(baseUrl);
  const advice = 'see that it can be reached and that --base-url is its whole base address';
  return new Error(`CubiCasa's API does not answer at ${host} (${error.message}): ${advice}`, { cause: error });
}
