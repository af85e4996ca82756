import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';

interface Bench {
  readonly bench: (options?: object) => Promise<unknown>;
}

const USAGE = 'npm run bench -- [--only <name>] ...   every file test/bench/<name>.ts that exports bench()';

/** Runs the benches one after the other, in a process without other work. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } } });
  if (values.help) return console.log(USAGE);
  for (const name of values.only ?? (await listBenches())) {
    const file = new URL(`${name}.ts`, import.meta.url);
    if (!existsSync(file)) throw new Error(`no bench is called ${name}`);
    console.log(`\n== ${name}`);
    const { bench } = (await import(file.href)) as Bench;
    await bench();
  }
}

async function listBenches(): Promise<string[]> {
  const files = await readdir(new URL('.', import.meta.url));
  return files
    .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
    .map((file) => file.slice(0, -3))
    .sort();
}

await main();
