import { parkReasonOf, recordFailure } from '../../shared/accounts/api-failure.ts';
import type { CubiCasaClient } from '../../shared/cubicasa/index.ts';
import type { ApplyDeps } from './apply-deps.ts';

/** Calls CubiCasa for an account and tells its breaker of a failure. What the client throws is thrown on. */
export async function useClient<T>(
  account: string,
  { clients, table, report, now }: ApplyDeps,
  work: (client: CubiCasaClient) => Promise<T>,
): Promise<T> {
  try {
    return await clients.use(account, work);
  } catch (error) {
    const reason = parkReasonOf(error);
    if (reason !== undefined) await recordFailure(table, account, { reason, now: now() }, report);
    throw error;
  }
}
