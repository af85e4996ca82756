import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { checkDeployment } from './check-deployment.ts';
import type { Finding } from './finding.ts';

export function registerDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('look at keys, registration, breaker, baseline and sweeps; exit 1 when something is to be mended')
    .action(async () => {
      const findings = await checkDeployment(await context.connect());
      if (context.json()) context.print(findings);
      else for (const finding of findings) context.print(lineOf(finding));
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function lineOf({ check, ok, mend, note }: Finding): string {
  const remark = mend ?? note;
  return `${ok ? 'ok  ' : 'FAIL'} ${check}${remark === undefined ? '' : `: ${remark}`}`;
}
