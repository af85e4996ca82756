import { runOrderSimulation } from '../simulation/orders/run-order-simulation.ts';
import { measureShares } from './simulation/processor-shares.ts';

export interface SimulationBenchOptions {
  readonly seeds?: number;
  readonly actions?: number;
}

/**
 * Webhooks that the order simulation plays in a second of processor time, beside its ceiling: as many as it would play
 * if the world around the product's own code cost nothing.
 */
export async function bench({ seeds = 30, actions = 850 }: SimulationBenchOptions = {}): Promise<void> {
  const play = (count: number) =>
    runOrderSimulation({ seeds: count, firstSeed: 20_001, actions, trace: false, write: console.log });
  await play(Math.ceil(seeds / 5));
  const { webhooks, webhooksPerSecond } = await play(seeds);
  const { product, world, engine } = await measureShares(() => play(seeds));
  // The engine's share goes with the others'.
  const ofProduct = product / (product + world);
  console.log(
    JSON.stringify({
      bench: 'simulation',
      webhooks,
      webhooksPerSecond,
      product: round(product),
      world: round(world),
      engine: round(engine),
      ceilingPerSecond: Math.round(webhooksPerSecond / ofProduct),
      ofCeiling: round(ofProduct),
    }),
  );
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}

if (import.meta.main) await bench();
