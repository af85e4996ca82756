import type { Company } from './company/company.ts';
import { createPlatform } from './company/platform.ts';
import type { Switches } from './company/switches.ts';
import type { Cockpit } from './control/handle-control.ts';
import type { Day } from './scenarios/day.ts';
import { populate } from './scenarios/populate.ts';
import { type Listener, listen } from './server/listen.ts';
import { API_BASE, CONTROL_BASE, createApiServer, createAssetServer, type Serve } from './server/serve-api.ts';
import { createWebhookSender } from './server/webhook-sender.ts';

export interface SimulatorOptions {
  readonly seed: number;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly assetsPort?: number;
  readonly switches?: Partial<Switches>;
  /** Without users and orders. */
  readonly empty?: boolean;
  /** Unix milliseconds; the machine's clock when left out. */
  readonly clock?: () => number;
  /** Called once when somebody asked for the end through the control address. */
  readonly onShutdown?: () => void;
}

export interface Simulator {
  readonly url: string;
  readonly assetsUrl: string;
  readonly controlUrl: string;
  readonly apiKey: string;
  /** The main company itself, for tests in the same process. */
  readonly company: Company;
  /** Sends webhooks that are due; needed only after changing the company in the same process. */
  pump(): void;
  close(): Promise<void>;
}

/** A simulated CubiCasa on 127.0.0.1, its files under a second host name. @throws PortInUseError */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { seed, clock: time = Date.now } = options;
  const clock = { offsetMs: 0 };
  let serveAssets: Serve = async () => {};
  const assets = await listen(options.assetsPort ?? 0, (request, response) => serveAssets(request, response));
  const assetsUrl = `http://localhost:${assets.port}`;
  const now = (): number => time() + clock.offsetMs;
  const platform = createPlatform({ seed, now, assetsUrl, switches: options.switches ?? {} });
  if (options.empty !== true) populate(platform.main);
  serveAssets = createAssetServer(platform);

  const sender = createWebhookSender(platform.companies);
  const player = createPlayer(sender.pump);
  const cockpit: Cockpit = {
    platform,
    seed,
    clock,
    days: new Map(),
    play: player.play,
    shutdown: () => options.onShutdown?.(),
  };
  const api = await listenOrClose(options.port ?? 0, createApiServer(cockpit, sender.pump), assets);
  return {
    url: `http://127.0.0.1:${api.port}${API_BASE}`,
    assetsUrl,
    controlUrl: `http://127.0.0.1:${api.port}${CONTROL_BASE}`,
    apiKey: platform.main.apiKey,
    company: platform.main,
    pump: sender.pump,
    async close() {
      player.stop();
      await Promise.all([sender.close(), api.close(), assets.close()]);
    },
  };
}

async function listenOrClose(port: number, serve: Serve, other: Listener): Promise<Listener> {
  try {
    return await listen(port, serve);
  } catch (error) {
    await other.close();
    throw error;
  }
}

/** Plays days in real time. */
function createPlayer(pump: () => void) {
  const timers = new Set<NodeJS.Timeout>();
  const play = (day: Day, spacingMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (!day.next()) return;
      pump();
      play(day, spacingMs);
    }, spacingMs);
    timers.add(timer);
  };
  return { play, stop: () => timers.forEach(clearTimeout) };
}
