import type { Simulator } from '../../../infra/local/day/simulator.ts';
import type { Fault } from '../../simulator/company/faults.ts';

/** What a load run asks of the simulator beyond a scripted day as it is. */
export interface SimulatorControl {
  addFaults(faults: readonly Fault[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** How often each kind of fault struck. */
  struck(): Promise<Readonly<Record<string, number>>>;
  startDay(wish: { readonly orders: number; readonly spacingMs: number; readonly loseEvery: number }): Promise<void>;
}

export function controlSimulator({ controlUrl }: Pick<Simulator, 'controlUrl'>): SimulatorControl {
  async function post(path: string, body: unknown): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${controlUrl}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`the simulator refused ${path}: ${await response.text()}`);
    await response.arrayBuffer();
  }
  return {
    async addFaults(faults) {
      for (const fault of faults) await post('faults', fault);
    },
    clearFaults: () => post('faults', []),
    async struck() {
      const { struck } = (await (await fetch(`${controlUrl}/faults`)).json()) as { struck: Record<string, number> };
      return struck;
    },
    startDay: (wish) => post('scenarios/day', wish),
  };
}
