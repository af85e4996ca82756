import { CubiCasaError, RefusedError } from '../../shared/cubicasa/index.ts';

/** The server of `--cubicasa-url` cannot be worked with; the message says what to mend. */
export class UnusableServerError extends Error {
  override readonly name = 'UnusableServerError';
}

/** What a person can do about a server that did not answer as CubiCasa does; other errors as they are. */
export function explainServer(url: string, error: unknown): unknown {
  if (!(error instanceof CubiCasaError)) return error;
  const advice =
    error instanceof RefusedError
      ? 'mend CUBICASA_API_KEY or --api-key'
      : 'see that it runs and that --cubicasa-url is its whole base address';
  return new UnusableServerError(`${url}: ${error.message}: ${advice}`, { cause: error });
}
