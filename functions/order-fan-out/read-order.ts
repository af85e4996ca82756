import type { AccountClients } from '../../shared/accounts/account-client.ts';
import { parkReasonOf, recordFailure, recordSuccess } from '../../shared/accounts/api-failure.ts';
import type { ParkReason } from '../../shared/accounts/breaker.ts';
import { SecretsUnavailableError } from '../../shared/accounts/secret-store.ts';
import { CubiCasaError, NotFoundError, type Order, UpstreamError } from '../../shared/cubicasa/index.ts';
import type { Table } from '../../shared/ledger/table.ts';
import type { Look } from './look.ts';
import type { Report } from './report.ts';

export type OrderRead =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'absent' }
  /** The account has to wait: nothing is known of the order. */
  | { readonly kind: 'away'; readonly reason: ParkReason; readonly retryAfterMs?: number | undefined }
  /** CubiCasa answered, but not with this order. */
  | { readonly kind: 'failed'; readonly error: CubiCasaError }
  /** This order was not answered, and that alone says nothing about the account. */
  | { readonly kind: 'unanswered'; readonly error: UpstreamError };

export interface ReadOrderDeps {
  readonly clients: AccountClients;
  readonly table: Table;
  readonly report: Report;
}

/**
 * Reads one order with the account's key and tells the breaker how that went.
 * @throws SecretsUnavailableError and failures of the ledger, after which the message comes again.
 */
export async function readOrder(look: Look, deps: ReadOrderDeps): Promise<OrderRead> {
  const { account, orderId } = look;
  try {
    const order = await deps.clients.use(account, (client) => client.orders.get(orderId));
    await noteSuccess(look, deps);
    return { kind: 'order', order };
  } catch (error) {
    if (error instanceof NotFoundError) {
      await noteSuccess(look, deps);
      return { kind: 'absent' };
    }
    return noteFailure(look, error, deps);
  }
}

async function noteSuccess({ account, breaker }: Look, { table, report }: ReadOrderDeps): Promise<void> {
  if (breaker.failures === 0 && breaker.parked === null) return;
  const { resumed } = await recordSuccess(table, account);
  if (resumed) report('account-resumed', { account });
}

async function noteFailure(look: Look, error: unknown, { table, report }: ReadOrderDeps): Promise<OrderRead> {
  const { account, orderId, now } = look;
  const reason = parkReasonOf(error);
  if (reason === undefined) {
    if (error instanceof CubiCasaError && !(error instanceof SecretsUnavailableError)) return { kind: 'failed', error };
    throw error;
  }
  const { waits } = await recordFailure(table, account, { reason, now, orderId }, report);
  if (!waits && reason === 'unavailable' && error instanceof UpstreamError) return { kind: 'unanswered', error };
  const retryAfterMs = (error as { retryAfterMs?: number }).retryAfterMs;
  return { kind: 'away', reason, retryAfterMs };
}
