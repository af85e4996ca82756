import { type Profiler, Session } from 'node:inspector';
import { promisify } from 'node:util';

/** Whose code the processor worked on. */
export type Owner = 'product' | 'world' | 'engine';

const SAMPLE_EVERY_US = 250;

/**
 * Samples of this thread's stack while `work` runs, shared out by the innermost of our own files on it: `shared` and
 * `functions` are the product, `test` is the world around it. What has none of them, such as garbage collection and the
 * running of microtasks, is the engine's. They add up to 1.
 */
export async function measureShares(work: () => Promise<unknown>): Promise<Record<Owner, number>> {
  const session = new Session();
  session.connect();
  const post = promisify(session.post.bind(session)) as (method: string, params?: object) => Promise<unknown>;
  await post('Profiler.enable');
  await post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await post('Profiler.start');
  await work();
  const { profile } = (await post('Profiler.stop')) as Profiler.StopReturnType;
  session.disconnect();
  return shareOut(profile);
}

function shareOut({ nodes, samples = [] }: Profiler.Profile): Record<Owner, number> {
  const owners = new Map<number, Owner>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root = nodes[0];
  if (root !== undefined) settle(root, 'engine');
  const shares = { product: 0, world: 0, engine: 0 };
  for (const id of samples) shares[owners.get(id) ?? 'engine'] += 1 / samples.length;
  return shares;

  /** A node is its parent's unless it lies in a file of ours. */
  function settle({ id, callFrame, children = [] }: Profiler.ProfileNode, parent: Owner): void {
    const owner = ownerOf(callFrame.url) ?? parent;
    owners.set(id, owner);
    for (const child of children) {
      const node = byId.get(child);
      if (node !== undefined) settle(node, owner);
    }
  }
}

const HOME = new URL('../../../', import.meta.url).href;

function ownerOf(url: string): Owner | undefined {
  const [folder] = url.startsWith(HOME) ? url.slice(HOME.length).split('/') : [];
  if (folder === 'shared' || folder === 'functions') return 'product';
  return folder === 'test' ? 'world' : undefined;
}
