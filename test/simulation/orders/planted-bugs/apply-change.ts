import type { SourceChange } from './planted-bugs.ts';

/** @throws where the source has no such place any more, or more than one. */
export function applyChange(source: string, { file, right, wrong }: SourceChange): string {
  if (source.split(right).length !== 2) throw new Error(`${file} has not one place for the bug: ${right}`);
  return source.replace(right, () => wrong);
}
