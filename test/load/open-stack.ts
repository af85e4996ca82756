import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Closers } from '../../infra/local/closers.ts';
import { openFunctionLog } from '../../infra/local/function-log.ts';
import { prepareTemplate } from '../../infra/local/prepare/prepare-template.ts';
import { LOCAL_DIR, type Relay, type RelayOptions, startRelay } from '../../infra/local/relay.ts';
import type { StackEvent } from '../../infra/local/stack-options.ts';

/** What a load run sees of the stack from outside. */
export interface StackWatch {
  /** Calls of the webhook's route. */
  arrived(): number;
  /** Failed invocations by the type of their error. */
  failures(): Readonly<Record<string, number>>;
}

/** Enough for workers to meet, as they do on AWS, and for one to go on while another waits for an answer. */
const PROCESSES_PER_FUNCTION = 3;

/** The stack in folders of its own; what fails in it is counted and ends nothing. */
export async function openStack(
  closers: Closers,
  changes: Partial<Pick<RelayOptions, 'processesPerFunction' | 'transformTemplate' | 'onDelivered'>> = {},
): Promise<{ readonly relay: Relay; readonly watch: StackWatch }> {
  const dir = await mkdtemp(join(tmpdir(), 'relay-load-'));
  closers.add(() => rm(dir, { recursive: true, force: true }));
  const log = openFunctionLog(process.env.LOAD_LOG_DIR ?? dir);
  closers.add(log.close);
  const { see, ...watch } = watchStack();
  const relay = await startRelay({
    templateDir: (await prepareTemplate(join(LOCAL_DIR, 'template'))).dir,
    dataDir: join(dir, 's3'),
    stateFile: join(dir, 'stack.json'),
    processesPerFunction: PROCESSES_PER_FUNCTION,
    consumeQueue: true,
    onDelivered: () => undefined,
    ...changes,
    onEvent: (event) => {
      see(event);
      log.see(event);
    },
  });
  closers.add(relay.close);
  return { relay, watch };
}

function watchStack(): StackWatch & { readonly see: (event: StackEvent) => void } {
  const failures: Record<string, number> = {};
  let arrived = 0;
  return {
    arrived: () => arrived,
    failures: () => failures,
    see(event) {
      if (event.type === 'access') arrived += 1;
      if (event.type !== 'trouble') return;
      const kind = event.message.split(':')[0] ?? event.code;
      failures[kind] = (failures[kind] ?? 0) + 1;
    },
  };
}
