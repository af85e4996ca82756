import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashInputs } from './hash-inputs.ts';

/** Bundling or synthesis failed; the message is the tool's own. */
export class PreparationError extends Error {
  override readonly name = 'PreparationError';
}

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./synthesize-local.ts', import.meta.url));

/**
 * Bundles and synthesizes into `dir` unless nothing changed since the last time. Synthesis runs in a process of its own,
 * so that the stack does not keep the CDK in memory. @throws PreparationError
 */
export async function prepareTemplate(dir: string): Promise<'made' | 'unchanged'> {
  const stamp = join(dir, '.inputs');
  const inputs = await hashInputs(ROOT);
  if ((await readFile(stamp, 'utf8').catch(() => '')) === inputs) return 'unchanged';
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await synthesizeInChild(dir);
  await writeFile(stamp, inputs);
  return 'made';
}

async function synthesizeInChild(dir: string): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, dir], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new PreparationError(Buffer.concat(errors).toString('utf8').trim());
}
