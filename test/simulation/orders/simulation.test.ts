import { describe, expect, it } from 'vitest';
import { runOrderSimulation } from './run-order-simulation.ts';

const SEEDS = 50;
const ACTIONS = 60;

describe('[P1] [P2] [P3] [P4] [P5] [P6] the relay under every fault', () => {
  it('loses nothing, keeps every order in order and repeats only what a fault explains', {
    timeout: 300_000,
  }, async () => {
    const broken: string[] = [];
    const write = (line: string) => broken.push(line);
    const result = await runOrderSimulation({ seeds: SEEDS, firstSeed: 1, actions: ACTIONS, write, trace: false });
    expect(broken).toEqual([]);
    expect(result).toMatchObject({ ok: true, seeds: SEEDS, unexplainedDuplicates: 0, lost: 0, outOfOrder: 0 });
    expect(result.webhooks).toBeGreaterThan(SEEDS * ACTIONS);
    expect(result.crashes).toBeGreaterThan(0);
  });

  it('plays one seed always the same', async () => {
    const trace = async () => {
      const steps: string[] = [];
      const write = (line: string) => steps.push(line);
      await runOrderSimulation({ seeds: 1, firstSeed: 3, actions: ACTIONS, write, trace: true });
      return steps;
    };
    expect(await trace()).toEqual(await trace());
  });

  it('is not ok for having played nothing', async () => {
    const nothing = { seeds: 0, firstSeed: 1, write: () => {}, trace: false };
    expect(await runOrderSimulation(nothing)).toMatchObject({ ok: false, seeds: 0 });
  });
});
