import { CompanyMismatchError } from '../../../shared/accounts/company-fingerprint.ts';
import { NotFoundError, PRODUCTION_URL, UpstreamError } from '../../../shared/cubicasa/index.ts';

/**
 * Names what to do where a key was not taken: the host where the address may be what is wrong, the command where the
 * company is another one. Other errors stay as they are.
 */
export function explainRefusal(error: unknown, account: string, baseUrl: string = PRODUCTION_URL): unknown {
  if (error instanceof CompanyMismatchError) {
    const advice = `if it is the same one under new signs, \`relay accounts repin ${account} --new-key\` takes it`;
    return new Error(`${error.message}: ${advice}; another company gets an account of its own`, { cause: error });
  }
  const isAway = error instanceof UpstreamError && error.reason === 'unavailable';
  if (!(isAway || error instanceof NotFoundError)) return error;
  const { host } = new URL(baseUrl);
  const advice = 'see that it can be reached and that --base-url is its whole base address';
  return new Error(`CubiCasa's API does not answer at ${host} (${error.message}): ${advice}`, { cause: error });
}
