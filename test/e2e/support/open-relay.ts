import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareTemplate } from '../../../infra/local/prepare/prepare-template.ts';
import { LOCAL_DIR, type Relay, startRelay } from '../../../infra/local/relay.ts';

/** A local stack of the shipped configuration, with its state in a folder that goes when it closes. */
export async function openRelay(): Promise<Relay> {
  const dir = await mkdtemp(join(tmpdir(), 'relay-e2e-'));
  const { dir: templateDir } = await prepareTemplate(join(LOCAL_DIR, 'template'));
  const relay = await startRelay({
    templateDir,
    consumeQueue: true,
    dataDir: join(dir, 's3'),
    stateFile: join(dir, 'stack.json'),
    onDelivered: () => undefined,
  });
  return {
    ...relay,
    async close() {
      await relay.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
