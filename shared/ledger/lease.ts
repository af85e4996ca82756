import { keys } from './keys.ts';
import { StaleItemError, type Table } from './table.ts';

/** One worker at a time: shape 1. A lease that was not given back ends by itself. */
interface Lease {
  readonly v: 1;
  readonly holder: string;
  /** ISO instant. */
  readonly until: string;
}

export interface LeaseRequest {
  readonly account: string;
  readonly job: string;
  /** Who asks: the same holder takes its own lease again. */
  readonly holder: string;
  readonly now: number;
  readonly forMs: number;
}

/** Takes or prolongs the lease; false while another holder has it. */
export async function takeLease(table: Table, { account, job, holder, now, forMs }: LeaseRequest): Promise<boolean> {
  const key = keys.lease(account, job);
  const item = await table.get(key);
  const held = item?.data as Lease | undefined;
  if (held !== undefined && held.holder !== holder && Date.parse(held.until) > now) return false;
  const data: Lease = { v: 1, holder, until: new Date(now + forMs).toISOString() };
  try {
    await table.put({ ...key, data }, item?.rev ?? 'absent');
    return true;
  } catch (error) {
    if (error instanceof StaleItemError) return false;
    throw error;
  }
}

/** Gives it back; what another holder took meanwhile stays. */
export async function releaseLease(table: Table, account: string, job: string, holder: string): Promise<void> {
  const item = await table.get(keys.lease(account, job));
  if (item === undefined || (item.data as Lease).holder !== holder) return;
  try {
    await table.remove({ pk: item.pk, sk: item.sk }, item.rev);
  } catch (error) {
    if (!(error instanceof StaleItemError)) throw error;
  }
}
