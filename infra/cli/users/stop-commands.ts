import { type AddCommand, type CommonFlags, isDryRun } from './command-flags.ts';
import { describeChange, type Outcome } from './outcome.ts';
import { pauseCleanup } from './pause-cleanup.ts';
import type { UsersDeps } from './users-context.ts';
import { verifyActivity } from './verify-activity.ts';

type CheckFlags = CommonFlags & { readonly order: string; readonly scannedBy: string; readonly ownedBy: string };
type PauseFlags = CommonFlags & { readonly reason?: string };

export function registerStopCommands(add: AddCommand): void {
  add<CheckFlags>(
    'verify-activity',
    'see whose address a scanned draft carries; without it nobody counts as inactive',
    runCheck,
  )
    .requiredOption('--order <id>', 'a draft made through the API that somebody else than its owner scanned')
    .requiredOption('--scanned-by <email>', 'who scanned it')
    .requiredOption('--owned-by <email>', 'whose draft it was');
  add<PauseFlags>('pause', 'stop deletions within one message', runPause).option('--reason <text>', 'why');
  add('resume', 'let the next plan delete again', runResume);
}

const PROVES = {
  scanner: 'missing orders count as evidence of inactivity',
  owner: 'missing orders prove nothing about whoever scans: nobody counts as inactive',
  company: 'missing orders prove nothing about anybody: nobody counts as inactive',
} as const;

async function runCheck(deps: UsersDeps, flags: CheckFlags): Promise<Outcome> {
  const { account, by, order: orderId, scannedBy, ownedBy } = flags;
  const json = await verifyActivity(deps, { account, by, orderId, scannedBy, ownedBy, dryRun: isDryRun(flags) });
  const seen = `Order ${orderId} carries the address of the ${json.draftCarries}.`;
  const proves = PROVES[json.draftCarries];
  const would = `${seen} Once that is on record, ${proves}.`;
  return { json, text: describeChange(json.dryRun, would, `${seen} From now on ${proves}.`) };
}

async function runPause(deps: UsersDeps, flags: PauseFlags): Promise<Outcome> {
  const { account, by, reason = null } = flags;
  const json = await pauseCleanup(deps, { account, by, reason, paused: true, dryRun: isDryRun(flags) });
  const did = `User cleanup of ${account} is paused. A deletion under way ends; none begins before \`relay users resume --yes\`.`;
  return { json, text: describeChange(json.dryRun, `Would pause user cleanup of ${account}.`, did) };
}

async function runResume(deps: UsersDeps, flags: CommonFlags): Promise<Outcome> {
  const { account, by } = flags;
  const json = await pauseCleanup(deps, { account, by, reason: null, paused: false, dryRun: isDryRun(flags) });
  const did = `User cleanup of ${account} goes on with the next plan; what was held meanwhile stays so.`;
  return { json, text: describeChange(json.dryRun, `Would resume user cleanup of ${account}.`, did) };
}
