import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { applyChange } from './apply-change.ts';
import { plantedBugs } from './planted-bugs.ts';

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
