import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** A key typed at a prompt without echo, or piped in; never an argument, which `ps` and shell histories would show. */
export async function readSecretInput(prompt: string): Promise<string> {
  const secret = process.stdin.isTTY ? await ask(prompt) : await text(process.stdin);
  if (secret.trim() === '') throw new TypeError('no key was given: type it at the prompt or pipe it in');
  return secret.trim();
}

async function ask(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
