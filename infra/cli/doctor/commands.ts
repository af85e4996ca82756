import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { checkDeployment } from './check-deployment.ts';

export function registerDoctorCommand(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('look at keys, registration, breaker, baseline and sweeps; exit 1 when something is to be mended')
    .action(async () => {
      const findings = await checkDeployment(await context.connect());
      if (context.json()) context.print(findings);
      else
        for (const { check, ok, mend } of findings)
          context.print(`${ok ? 'ok  ' : 'FAIL'} ${check}${mend ? `: ${mend}` : ''}`);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}
