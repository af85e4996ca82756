import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTION_SIZES } from '../../../infra/constructs/function-sizes.ts';

/** A bundle that does nothing for every function, but for those left out; answers the folder. */
export function writeStubBundles(folder: string, without: readonly string[] = []): string {
  for (const job of Object.keys(FUNCTION_SIZES).filter((name) => !without.includes(name))) {
    mkdirSync(join(folder, job), { recursive: true });
    writeFileSync(join(folder, job, 'index.cjs'), `exports.handler = async () => '${job}';\n`);
  }
  return folder;
}
