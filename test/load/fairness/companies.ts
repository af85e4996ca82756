import type { Simulator } from '../../../infra/local/day/simulator.ts';
import type { Fault } from '../../simulator/company/faults.ts';
import { postControl } from '../publish/simulator-control.ts';

/** One of several companies of a simulator, named as its account. */
export interface SimulatedCompany {
  readonly name: string;
  readonly apiKey: string;
  /** Somebody announces a house; CubiCasa tells of the draft. @returns the order's id */
  draft(): Promise<string>;
  /** The announced house is scanned; CubiCasa tells of that too. */
  scan(orderId: string): Promise<void>;
  /** An old order, of which nothing tells. @returns its id */
  addOldOrder(): Promise<string>;
  /** Takes the place of what was said before. */
  setFaults(faults: readonly Fault[]): Promise<void>;
}

export async function openCompany(
  { controlUrl }: Pick<Simulator, 'controlUrl'>,
  name: string,
): Promise<SimulatedCompany> {
  const post = (path: string, body: unknown): Promise<unknown> => postControl(controlUrl, path, body);
  const act = async (action: string, fields: object = {}): Promise<string> =>
    ((await post('actions', { company: name, action, ...fields })) as { orderId: string }).orderId;
  const email = `photographer@${name}.example`;
  const { apiKey } = (await post('companies', { name, empty: true })) as { apiKey: string };
  await act('addUser', { email });
  return {
    name,
    apiKey,
    draft: () => act('createDraft'),
    scan: async (orderId) => void (await act('scan', { orderId })),
    addOldOrder: () => act('orderByUser', { email }),
    setFaults: async (faults) => void (await post(`faults?company=${name}`, faults)),
  };
}
