import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface BenchServer {
  readonly origin: string;
  readonly bytes: number;
  readonly close: () => Promise<void>;
}

export async function startServer(): Promise<BenchServer> {
  const child = fork(fileURLToPath(new URL('server.ts', import.meta.url)), { silent: true });
  if (child.stdout === null) throw new Error('the bench server has no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { port, bytes } = JSON.parse(line) as { port: number; bytes: number };
  const close = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  };
  return { origin: `http://127.0.0.1:${port}`, bytes, close };
}
