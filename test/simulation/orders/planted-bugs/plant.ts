import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { plantedBugs, type SourceChange } from './planted-bugs.ts';

/** Preload: the bug that `PLANT` names is in the source that this process runs, and nowhere on disk. */
const bug = plantedBugs.find(({ name }) => name === process.env.PLANT);
if (bug === undefined) throw new Error(`PLANT names no bug: ${process.env.PLANT}`);
const { changes } = bug;

registerHooks({
  load(url, context, nextLoad) {
    const own = changes.filter(({ file }) => url.endsWith(`/${file}`));
    if (own.length === 0) return nextLoad(url, context);
    const source = own.reduce(applyChange, readFileSync(new URL(url), 'utf8'));
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});

/** @throws where the source has no such place any more, or more than one. */
function applyChange(source: string, { file, right, wrong }: SourceChange): string {
  if (source.split(right).length !== 2) throw new Error(`${file} has not one place for the bug: ${right}`);
  return source.replace(right, () => wrong);
}
