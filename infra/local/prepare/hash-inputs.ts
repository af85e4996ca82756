import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a synthesized template follows from, below the project's folder. */
const INPUTS = ['functions', 'shared', 'infra', 'package-lock.json', 'tsconfig.json', 'cdk.json'];
/** Tools that no template follows from, but for what derives the local configuration. */
const OUTSIDE = /^infra\/(cli|local)\/(?!local-config\.ts|prepare\/)/;

/** Changes whenever a template synthesized from the project may change. */
export async function hashInputs(root: string): Promise<string> {
  const files = (await Promise.all(INPUTS.map((input) => listFiles(root, input)))).flat().sort();
  const hash = createHash('sha256').update(process.version);
  for (const file of files.filter((path) => !OUTSIDE.test(path))) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

async function listFiles(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined)
    return readFile(join(root, path)).then(
      () => [path],
      () => [],
    );
  const nested = entries.map((entry) =>
    entry.isDirectory() ? listFiles(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
  );
  return (await Promise.all(nested)).flat();
}
