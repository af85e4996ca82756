/** What a command came to: for programs, and for people. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
}

const UNTOUCHED = 'Nothing was changed. Add --yes to do it.';

/** The text of a change, or of what it would be. */
export function describeChange(dryRun: boolean, would: string, did: string): string {
  return dryRun ? `${would}\n${UNTOUCHED}` : did;
}
