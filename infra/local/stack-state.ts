import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Services as the relay's own code calls them. */
export type ServiceName = 'sqs' | 'dynamodb' | 's3' | 'secretsManager' | 'lambda' | 'events';

/** What another process needs to reach the running stack: shape 1 of `.local/stack.json`. */
export interface StackState {
  readonly v: 1;
  /** Of the stack's own process. */
  readonly pid: number;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly endpoints: Readonly<Record<ServiceName, string>>;
  /** Of the stack's template. */
  readonly outputs: Readonly<Record<string, string>>;
  /** How far the stack's clock is ahead of this machine's. */
  readonly clockOffsetMs: number;
}

export const STACK_STATE_FILE = fileURLToPath(new URL('../../.local/stack.json', import.meta.url));

const ANSWER_MS = 1_000;

/** Readable by its owner alone, since it holds the operator's credentials on the stand-ins. */
export async function writeStackState(path: string, state: StackState): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${state.pid}`;
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

/** The stack that runs now; undefined where none does, even if one left its file behind. */
export async function readStackState(path: string = STACK_STATE_FILE): Promise<StackState | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const state = JSON.parse(text) as StackState;
  return state.v === 1 && isRunning(state.pid) ? state : undefined;
}

/** Whether another stack runs here and answers: then the file is that one's. */
export async function isTaken(path: string, pid: number): Promise<boolean> {
  const state = await readStackState(path);
  if (state === undefined || state.pid === pid) return false;
  const { sqs } = state.endpoints;
  return fetch(sqs, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    () => true,
    () => false,
  );
}

/** Leaves the file of another stack. */
export async function removeStackState(path: string, pid: number): Promise<void> {
  const state = await readStackState(path);
  if (state?.pid === pid) await rm(path, { force: true });
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
