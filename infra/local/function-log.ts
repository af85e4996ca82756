import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StackEvent } from './stack-options.ts';

/** Keeps what functions print, one file for all of them. */
export interface FunctionLog {
  readonly path: string;
  see(event: StackEvent): void;
  close(): Promise<void>;
}

export function openFunctionLog(dir: string): FunctionLog {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'functions.log');
  const file = createWriteStream(path, { mode: 0o600 });
  return {
    path,
    see(event) {
      if (event.type === 'log') file.write(`${event.functionName} ${event.line}\n`);
      if (event.type === 'trouble') file.write(`${event.source} ${event.code} ${event.message}\n`);
      if (event.type === 'denied') file.write(`denied ${event.message}\n`);
    },
    close: () => new Promise((resolve) => file.end(() => resolve())),
  };
}
