import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Order } from '../../../shared/cubicasa/index.ts';

/** What is true at the simulated company, whatever its API shows at the moment. */
interface CompanyTruth {
  readonly orders: readonly { readonly order: Order }[];
  readonly users: readonly { readonly id: string; readonly email: string }[];
}

export interface DayReport {
  readonly state: 'running' | 'done';
  readonly roster: readonly { readonly email: string; readonly leftOn?: string }[];
  readonly lost: readonly { readonly orderId: string; readonly trigger: string }[];
  readonly webhooks: { readonly sent: number; readonly acknowledged: number };
}

/** The CubiCasa simulator in a process of its own. */
export interface Simulator {
  /** Base address of its API. */
  readonly url: string;
  readonly controlUrl: string;
  readonly apiKey: string;
  truth(): Promise<CompanyTruth>;
  startDay(): Promise<void>;
  day(): Promise<DayReport>;
  moveClock(offsetMs: number): Promise<void>;
  close(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../../test/simulator/main.ts', import.meta.url));

/** @throws Error with the simulator's own words when it does not start. */
export async function startSimulator({ seed }: { readonly seed: number }): Promise<Simulator> {
  // Attached by its standard input, so that it ends with this process however that ends.
  const flags = ['--port', '0', '--seed', String(seed), '--attached'];
  const child = spawn(process.execPath, ['--max-semi-space-size=2', MAIN, ...flags], { stdio: 'pipe' });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const firstLine = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('close', () => reject(new Error(`the simulator did not start: ${errors.join(' ')}`)));
  });
  const { url, controlUrl, apiKey } = JSON.parse(await firstLine) as Pick<Simulator, 'url' | 'controlUrl' | 'apiKey'>;

  async function control<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const json =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${controlUrl}/${path}`, { method, ...json });
    if (!response.ok) throw new Error(`the simulator answered ${response.status} to ${method} ${path}`);
    return (await response.json()) as T;
  }

  return {
    url,
    controlUrl,
    apiKey,
    truth: () => control('GET', 'state'),
    startDay: async () => void (await control('POST', 'scenarios/day', {})),
    day: () => control('GET', 'scenarios/day'),
    moveClock: async (offsetMs) => void (await control('POST', 'clock', { offsetMs })),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}
