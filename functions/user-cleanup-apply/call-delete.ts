import { AmbiguousOutcomeError, CubiCasaError, NotFoundError } from '../../shared/cubicasa/index.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { useClient } from './use-client.ts';

/** `unknown`: it was sent and nobody knows; `failed`: nothing was deleted. */
export type DeleteOutcome = 'deleted' | 'unknown' | 'failed';

/** One DELETE, never repeated here. A user who is not there any more counts as deleted. */
export async function callDelete(account: string, userId: string, deps: ApplyDeps): Promise<DeleteOutcome> {
  try {
    await useClient(account, deps, (client) => client.users.delete(userId));
    return 'deleted';
  } catch (error) {
    if (error instanceof NotFoundError) return 'deleted';
    if (error instanceof AmbiguousOutcomeError) return 'unknown';
    if (error instanceof CubiCasaError) return 'failed';
    throw error;
  }
}
