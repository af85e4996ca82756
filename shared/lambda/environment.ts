/** Configuration of ours that is missing or wrong: every fault is named at once. */
export class MisconfiguredFunctionError extends Error {
  override readonly name = 'MisconfiguredFunctionError';
  constructor(faults: readonly string[]) {
    super(`the function's environment is not usable: ${faults.join('; ')}`);
  }
}

/** Reads every named variable. @throws MisconfiguredFunctionError naming all that are missing. */
export function readEnvironment<Name extends string>(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly Name[],
): Record<Name, string> {
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) throw new MisconfiguredFunctionError(missing.map((name) => `${name} is missing`));
  return Object.fromEntries(names.map((name) => [name, env[name]])) as Record<Name, string>;
}

/** Reads a variable that holds JSON. @throws MisconfiguredFunctionError naming the variable. */
export function readJson<T>(name: string, text: string, parse: (value: unknown) => T): T {
  try {
    return parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MisconfiguredFunctionError([`${name}: ${reason}`]);
  }
}
