import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export interface PrismProxy {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Prism between a client and `upstream`: it answers 4xx or 5xx to whatever differs from the OpenAPI document. */
export async function startPrismProxy(upstream: string): Promise<PrismProxy> {
  const port = await findFreePort();
  const flags = ['--errors', '--host', '127.0.0.1', '--port', `${port}`];
  const prism = ['node_modules/@stoplight/prism-cli/dist/index.js', 'proxy', 'shared/cubicasa/openapi.yaml', upstream];
  const child = spawn(process.execPath, [...prism, ...flags], {
    env: { ...process.env, SCARF_ANALYTICS: 'false', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill();
    await exited;
  };
  await Promise.race([untilListening(child.stdout), exited.then(() => Promise.reject(new Error('Prism ended')))]);
  return { url: `http://127.0.0.1:${port}`, close };
}

async function untilListening(output: NodeJS.ReadableStream): Promise<void> {
  const lines = createInterface(output);
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      if (line.includes('is listening on')) resolve();
    });
  });
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
