import { setTimeout as delay } from 'node:timers/promises';
import type { LocalStack } from '../../../infra/local/stack.ts';
import type { Kill, ServiceTrouble, TroublePlan } from './plan-trouble.ts';

/** Carries out a plan while the stack works. */
export interface TroubleMaker {
  /** Functions whose process was killed, in that order. */
  readonly killed: readonly { readonly functionName: string; readonly pid: number }[];
  /** Whether every kill of the plan found its victim. */
  finished(): boolean;
  /** Ends it; no service fails any longer. */
  stop(): Promise<void>;
}

export interface TroubleOptions {
  readonly plan: TroublePlan;
  readonly stack: Pick<LocalStack, 'functions' | 'setFault'>;
  /** Physical name by the name in the plan. */
  readonly functionNames: Readonly<Record<string, string>>;
  /** Webhooks that have arrived so far. */
  readonly arrived: () => number;
}

const WATCH_MS = 3;

export function makeTrouble({ plan, stack, functionNames, arrived }: TroubleOptions): TroubleMaker {
  const stopping = new AbortController();
  const killed: { functionName: string; pid: number }[] = [];
  let kills = plan.kills;
  let services = plan.services;

  function victimOf({ functionName }: Kill): number | undefined {
    const physical = functionNames[functionName];
    return stack.functions.processes().find((one) => one.functionName === physical && one.busy)?.pid;
  }

  async function tryKill(kill: Kill): Promise<void> {
    const pid = victimOf(kill);
    if (pid === undefined) return;
    await delay(kill.delayMs);
    if (stack.functions.processes().every((one) => one.pid !== pid)) return;
    process.kill(pid, 'SIGKILL');
    kills = kills.filter((other) => other !== kill);
    killed.push({ functionName: kill.functionName, pid });
  }

  function strike({ service, fault }: ServiceTrouble): void {
    stack.setFault(service, fault);
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = arrived();
      services.filter(({ after }) => after <= now).forEach(strike);
      services = services.filter(({ after }) => after > now);
      for (const kill of kills.filter(({ after }) => after <= now)) await tryKill(kill);
      await delay(WATCH_MS);
    }
  }

  const watching = watch();
  return {
    killed,
    finished: () => kills.length === 0,
    async stop() {
      stopping.abort();
      await watching;
      for (const { service } of plan.services) stack.setFault(service, undefined);
    },
  };
}
