import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from './stack-state.ts';

/** Files of stacks that were killed before they could clean up. */
export async function removeLeftovers(localDir: string): Promise<void> {
  const names = await readdir(localDir).catch(() => []);
  const left = names.filter((name) => {
    const pid = Number(/^run-(\d+)$/.exec(name)?.[1]);
    return Number.isInteger(pid) && !isRunning(pid);
  });
  await Promise.all(left.map((name) => rm(join(localDir, name), { recursive: true, force: true })));
}
