import { performance } from 'node:perf_hooks';
import { createPagedTable } from './cleanup/paged-table.ts';
import { fillLedger, type LargeCompany, planLargeCompany } from './cleanup/plan-large-company.ts';

/**
 * One plan over 100,000 users and the activity of 1,000,000 orders, slice by slice. The ledger lies in this process, so
 * `peakHeapMb` is what came on top of it and `peakRssMb` is everything together.
 */
export async function bench(company: LargeCompany = { users: 100_000, orders: 1_000_000 }): Promise<void> {
  const table = createPagedTable();
  await fillLedger(table, company);
  const ledgerHeap = process.memoryUsage().heapUsed;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const { slices, apiCalls, peakHeap } = await planLargeCompany(table, company);
  const { user, system } = process.cpuUsage(cpuBefore);
  const result = {
    bench: 'cleanup',
    ...company,
    slices,
    apiCalls,
    cpuSeconds: Number(((user + system) / 1e6).toFixed(1)),
    seconds: Number(((performance.now() - startedAt) / 1_000).toFixed(1)),
    peakHeapMb: Math.round((peakHeap - ledgerHeap) / 1e6),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  console.log(JSON.stringify(result));
}
