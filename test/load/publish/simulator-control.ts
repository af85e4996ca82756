import type { DayReport, Simulator } from '../../../infra/local/day/simulator.ts';
import type { Fault } from '../../simulator/company/faults.ts';

/** What a load run asks of the simulator beyond a scripted day as it is. */
export interface SimulatorControl {
  addFaults(faults: readonly Fault[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** How often each kind of fault struck. */
  struck(): Promise<Readonly<Record<string, number>>>;
  /** A scripted day that waits for its steps to be played. */
  startDay(wish: { readonly orders: number; readonly loseEvery: number }): Promise<void>;
  /** The day's next steps. */
  playSteps(steps: number): Promise<Pick<DayReport, 'state' | 'webhooks'>>;
}

export function controlSimulator({ controlUrl }: Pick<Simulator, 'controlUrl'>): SimulatorControl {
  const post = (path: string, body: unknown) => postControl(controlUrl, path, body);
  return {
    async addFaults(faults) {
      for (const fault of faults) await post('faults', fault);
    },
    clearFaults: async () => void (await post('faults', [])),
    async struck() {
      const { struck } = (await (await fetch(`${controlUrl}/faults`)).json()) as { struck: Record<string, number> };
      return struck;
    },
    startDay: async (wish) => void (await post('scenarios/day', { ...wish, stepwise: true })),
    playSteps: async (steps) => (await post('scenarios/day/steps', { steps })) as Pick<DayReport, 'state' | 'webhooks'>,
  };
}

/** One call of the simulator's control address. @throws Error with its words where it refuses */
export async function postControl(controlUrl: string, path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${controlUrl}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the simulator refused ${path}: ${await response.text()}`);
  return response.json();
}
