import { accessCsv, accessMarkdown } from '../../../shared/users/report/access-report.ts';
import { type AddCommand, type CommonFlags, isDryRun } from './command-flags.ts';
import { describeChange, type Outcome } from './outcome.ts';
import { reinviteUser } from './reinvite-user.ts';
import { recallRemoval, removeUser } from './remove-user.ts';
import { reportAccess } from './report-access.ts';
import type { UsersDeps } from './users-context.ts';

type RemoveFlags = CommonFlags & { readonly reason?: string; readonly undo?: boolean };
type ReportFlags = CommonFlags & { readonly since: string; readonly until: string; readonly csv?: boolean };

export function registerLeaverCommands(add: AddCommand): void {
  add<RemoveFlags>('remove <email>', 'say that a person left', runRemove)
    .option('--reason <text>', 'why; it goes on record')
    .option('--undo', 'take the word back');
  add<ReportFlags>('report', 'what became of the leavers of a period', runReport)
    .requiredOption('--since <date>', 'ISO date')
    .requiredOption('--until <date>', 'ISO date')
    .option('--csv', 'as CSV');
  add('reinvite <userId>', 'invite a deleted user again from the record', runReinvite);
}

async function runRemove(deps: UsersDeps, flags: RemoveFlags, email: string): Promise<Outcome> {
  const { account, reason = '', by, undo } = flags;
  if (undo === true) return runRecall(deps, flags, email);
  const json = await removeUser(deps, { account, email, reason, by, dryRun: isDryRun(flags) });
  const known =
    json.userIds.length > 0
      ? `That is user ${json.userIds.join(', ')}.`
      : 'No user that the relay has seen ever had this address: check how it is spelt.';
  const would = `Would note that ${json.address} left (${reason}).\n${known}`;
  const did = `Noted that ${json.address} left (${reason}).\n${known}\nThe next plan lists them without grace; \`relay users plan --yes\` makes one now.`;
  return { json, text: describeChange(json.dryRun, would, did) };
}

async function runRecall(deps: UsersDeps, flags: RemoveFlags, email: string): Promise<Outcome> {
  const json = await recallRemoval(deps, { account: flags.account, email, dryRun: isDryRun(flags) });
  const would = `Would take back that ${json.address} left.`;
  const did = `Took back that ${json.address} left: the next plan goes without it.`;
  return { json, text: describeChange(json.dryRun, would, did) };
}

async function runReport(deps: UsersDeps, { account, since, until, csv }: ReportFlags): Promise<Outcome> {
  const json = await reportAccess(deps, { account, since, until });
  return { json, text: csv === true ? accessCsv(json) : accessMarkdown(json) };
}

async function runReinvite(deps: UsersDeps, flags: CommonFlags, userId: string): Promise<Outcome> {
  const json = await reinviteUser(deps, { account: flags.account, userId, dryRun: isDryRun(flags) });
  const { email, role, orders } = json;
  const lost = `${orders} orders of the old user stay without an owner.`;
  const did = `Invited ${email} as ${role}: user ${json.userId}. ${lost}`;
  return { json, text: describeChange(json.dryRun, `Would invite ${email} as ${role}. ${lost}`, did) };
}
