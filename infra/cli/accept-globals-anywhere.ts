import { type Command, Option } from 'commander';

/** Lets `relay orders show X --json` mean what `relay --json orders show X` means: every command takes the global options. */
export function acceptGlobalsAnywhere(program: Command): void {
  const globals = program.options.map(({ flags }) => flags);
  for (const command of leavesOf(program)) {
    for (const flags of globals) {
      const option = new Option(flags).hideHelp();
      const taken = command.options.some(({ long }) => long === option.long);
      if (!taken) command.addOption(option);
    }
  }
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}
