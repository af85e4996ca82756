import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashInputs } from './hash-inputs.ts';

/** Bundling or synthesis failed; the message is the tool's own. */
export class PreparationError extends Error {
  override readonly name = 'PreparationError';
}

export interface PreparedTemplate {
  /** A synthesized folder that nothing changes any more. */
  readonly dir: string;
  readonly made: boolean;
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./synthesize-local.ts', import.meta.url));
/** The CDK takes what memory it is given. */
const FRUGAL = ['--optimize-for-size', '--max-semi-space-size=4'];
/** Older ones may still serve a stack that runs. */
const KEPT = 4;

/**
 * Bundles and synthesizes into a folder of `dir` named by the inputs, unless it is there already. Synthesis runs in a
 * process of its own, so that the stack does not keep the CDK in memory. @throws PreparationError
 */
export async function prepareTemplate(dir: string): Promise<PreparedTemplate> {
  const target = join(dir, (await hashInputs(ROOT)).slice(0, 16));
  if (existsSync(target)) {
    await utimes(target, new Date(), new Date());
    return { dir: target, made: false };
  }
  const draft = `${target}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await synthesizeInChild(draft);
    await rename(draft, target).catch((error: unknown) => keepOther(target, error));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeOld(dir);
  return { dir: target, made: true };
}

/** Another start may have made the same at the same time. */
function keepOther(target: string, error: unknown): void {
  if (!existsSync(target)) throw error;
}

async function synthesizeInChild(dir: string): Promise<void> {
  const child = spawn(process.execPath, [...FRUGAL, SCRIPT, dir], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new PreparationError(Buffer.concat(errors).toString('utf8').trim());
}

async function removeOld(dir: string): Promise<void> {
  const names = await readdir(dir);
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(dir, name))).mtimeMs })));
  const old = aged.sort((a, b) => b.at - a.at).slice(KEPT);
  await Promise.all(old.map(({ name }) => rm(join(dir, name), { recursive: true, force: true })));
}
