import { Command } from 'commander';
import { expect, it } from 'vitest';
import { registerAccountCommands } from '../../../infra/cli/accounts/commands.ts';
import type { CommandContext } from '../../../infra/cli/command-context.ts';
import { registerDestinationCommands } from '../../../infra/cli/destinations/commands.ts';
import { registerDlqCommands } from '../../../infra/cli/dlq/commands.ts';
import { registerDoctorCommand } from '../../../infra/cli/doctor/commands.ts';
import { registerOrderCommands } from '../../../infra/cli/orders/commands.ts';
import { registerParkedCommands } from '../../../infra/cli/parked/commands.ts';
import { register as registerUserCommands } from '../../../infra/cli/users/commands.ts';
import { OPERATOR_ALARMS } from '../../../infra/constructs/alarms/operator-alarms.ts';

const refuse = () => Promise.reject(new Error('nothing is run here'));

function createProgram(): Command {
  const program = new Command('relay');
  const context: CommandContext = { connect: refuse, print: () => {}, json: () => false };
  const groups = [
    registerAccountCommands,
    registerDestinationCommands,
    registerDlqCommands,
    registerDoctorCommand,
    registerOrderCommands,
    registerParkedCommands,
  ];
  for (const register of groups) register(program, context);
  registerUserCommands(program, { open: refuse });
  return program;
}

/** The command that words name, and what of them is left as its arguments and options. */
function findCommand(words: readonly string[], within: Command): { found: Command; rest: readonly string[] } {
  const [word, ...rest] = words;
  const next = within.commands.find((command) => command.name() === word);
  return next === undefined ? { found: within, rest: words } : findCommand(rest, next);
}

it.each(OPERATOR_ALARMS.map(({ metric, reason = '', run }) => [`${metric} ${reason}`, run] as const))(
  '%s names a command that there is',
  (_, run) => {
    const { found, rest } = findCommand(run.split(' '), createProgram());
    expect(found.commands, `${run} stops at a group`).toHaveLength(0);
    const options = found.options.map(({ long }) => long);
    for (const word of rest.filter((one) => one.startsWith('--'))) expect(options).toContain(word);
    const given = rest.filter((one) => !one.startsWith('--')).length;
    expect(given).toBe(found.registeredArguments.filter(({ required }) => required).length);
  },
);

it('leave no cause without a sentence on who is hurt', () => {
  for (const { whoIsHurt, what } of OPERATOR_ALARMS) {
    for (const sentence of [what, whoIsHurt]) expect(sentence).toMatch(/^[A-Z].+\.$/);
  }
});
