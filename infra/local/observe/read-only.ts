import type { Transport } from '../../../shared/cubicasa/index.ts';

/** A write was about to leave although this server is only observed. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';
}

/** Lets reads through and nothing else, whatever the caller meant to do. */
export function readOnly(transport: Transport): Transport {
  return async (request) => {
    if (request.method === 'GET') return transport(request);
    throw new WriteRefusedError(`${request.method} is refused: this server is only observed, see --allow-writes`);
  };
}
