import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { accessCsv, accessMarkdown } from '../../../shared/users/report/access-report.ts';
import { planMarkdown } from '../../../shared/users/report/plan-report.ts';
import { approvePlan } from './approve-plan.ts';
import { pauseCleanup } from './pause-cleanup.ts';
import { planUsers } from './plan-users.ts';
import { reinviteUser } from './reinvite-user.ts';
import { removeUser } from './remove-user.ts';
import { reportAccess } from './report-access.ts';
import { showPlan } from './show-plan.ts';
import type { UsersContext, UsersDeps } from './users-context.ts';
import { verifyActivity } from './verify-activity.ts';

interface CommonFlags {
  readonly account: string;
  readonly json?: boolean;
  readonly by: string;
  readonly yes?: boolean;
}

/** `relay users …`: what changes something says first what it would do, and does it with `--yes`. */
export function register(program: Command, context: UsersContext): void {
  const users = program.command('users').description('who should no longer be a CubiCasa user');
  const add = <Flags extends CommonFlags>(
    name: string,
    about: string,
    run: (deps: UsersDeps, flags: Flags, argument: string) => Promise<unknown>,
  ): Command =>
    withCommonFlags(users.command(name).description(about)).action(async (...given: unknown[]) => {
      const argument = typeof given[0] === 'string' ? given[0] : '';
      const flags = (given.at(-1) as Command).optsWithGlobals() as Flags;
      print(await run(await context.open(), flags, argument), flags.json === true);
    });
  registerPlans(add);
  registerLeavers(add);
  registerStops(add);
}

type Add = <Flags extends CommonFlags>(
  name: string,
  about: string,
  run: (deps: UsersDeps, flags: Flags, argument: string) => Promise<unknown>,
) => Command;

function registerPlans(add: Add): void {
  add('plan', 'make a plan now; without --yes only say what it would be', (deps, flags) =>
    planUsers(deps, { account: flags.account, dryRun: isDryRun(flags) }),
  );
  add('show [plan]', 'show a plan, the newest unless named', async (deps, { account, json }, planId) => {
    const { header, body } = await showPlan(deps, { account, planId: planId === '' ? undefined : planId });
    return json === true ? { ...header, ...body } : planMarkdown(header, body);
  });
  add<CommonFlags & { readonly overLimit?: boolean }>(
    'approve <plan>',
    'let a plan delete exactly the users it lists',
    (deps, flags, planId) => {
      const { account, by, overLimit = false } = flags;
      return approvePlan(deps, { account, planId, overLimit, by, dryRun: isDryRun(flags) });
    },
  ).option('--over-limit', 'pass the breaker, for this plan alone');
}

function registerLeavers(add: Add): void {
  add<CommonFlags & { readonly reason: string }>('remove <email>', 'say that a person left', (deps, flags, email) =>
    removeUser(deps, { ...flags, email, dryRun: isDryRun(flags) }),
  ).requiredOption('--reason <text>', 'why; it goes on record');
  add<CommonFlags & { readonly since: string; readonly until: string; readonly csv?: boolean }>(
    'report',
    'what became of the leavers of a period',
    async (deps, { account, since, until, csv, json }) => {
      const report = await reportAccess(deps, { account, since, until });
      if (json === true) return report;
      return csv === true ? accessCsv(report) : accessMarkdown(report);
    },
  )
    .requiredOption('--since <date>', 'ISO date')
    .requiredOption('--until <date>', 'ISO date')
    .option('--csv', 'as CSV');
  add('reinvite <userId>', 'invite a deleted user again from the record', (deps, flags, userId) =>
    reinviteUser(deps, { account: flags.account, userId, dryRun: isDryRun(flags) }),
  );
}

function registerStops(add: Add): void {
  add<CommonFlags & { readonly order: string; readonly scannedBy: string; readonly ownedBy: string }>(
    'verify-activity',
    'see whose address a scanned draft carries; without it nobody counts as inactive',
    (deps, flags) => verifyActivity(deps, { ...flags, orderId: flags.order, dryRun: isDryRun(flags) }),
  )
    .requiredOption('--order <id>', 'a draft made through the API that somebody else than its owner scanned')
    .requiredOption('--scanned-by <email>', 'who scanned it')
    .requiredOption('--owned-by <email>', 'whose draft it was');
  add<CommonFlags & { readonly reason?: string }>('pause', 'stop deletions within one message', (deps, flags) =>
    pauseCleanup(deps, { ...flags, paused: true, reason: flags.reason ?? null, dryRun: isDryRun(flags) }),
  ).option('--reason <text>', 'why');
  add('resume', 'let the next plan delete again', (deps, flags) =>
    pauseCleanup(deps, { ...flags, paused: false, reason: null, dryRun: isDryRun(flags) }),
  );
}

function withCommonFlags(command: Command): Command {
  return command
    .option('--account <name>', 'which account', 'default')
    .option('--by <name>', 'who decides', userInfo().username)
    .option('--yes', 'do it; without it only say what would be done')
    .option('--json', 'as JSON');
}

function isDryRun({ yes }: CommonFlags): boolean {
  return yes !== true;
}

function print(result: unknown, json: boolean): void {
  const text = typeof result === 'string' && !json ? result : JSON.stringify(result, null, json ? 0 : 2);
  process.stdout.write(`${text}\n`);
}
