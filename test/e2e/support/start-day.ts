import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DaySummary } from '../../../infra/local/day/summarize-day.ts';
import type { ReadyLine } from '../../../infra/local/ready-line.ts';
import { runStart } from '../../../infra/local/run-start.ts';
import type { Template, TemplateResource } from '../../../infra/local/template/template.ts';

export interface DayRun {
  readonly ok: boolean;
  readonly ready: ReadyLine;
  readonly summary: DaySummary;
}

/** `npm start -- --once --json`, in this process, with a template changed on its way. */
export async function runOnce(transformTemplate?: (template: Template) => Template): Promise<DayRun> {
  const localDir = await mkdtemp(join(tmpdir(), 'relay-e2e-'));
  const lines: object[] = [];
  const wish = {
    help: false,
    once: true,
    json: true,
    cubicasaUrl: undefined,
    apiKey: undefined,
    allowWrites: false,
    port: undefined,
    sweepSeconds: undefined,
    seed: 1,
  };
  const printer = { say: () => undefined, tell: (object: object) => void lines.push(object) };
  try {
    const ok = await runStart({ wish, printer, stopped: new Promise(() => undefined), transformTemplate, localDir });
    return { ok, ready: lines[0] as ReadyLine, summary: lines.at(-1) as DaySummary };
  } finally {
    await rm(localDir, { recursive: true, force: true });
  }
}

type Change = (properties: Record<string, unknown>) => void;

/** A template with one resource changed in place, or left out when nothing is said of the change. */
export function plant(isMeant: (logicalId: string, resource: TemplateResource) => boolean, change?: Change) {
  return (template: Template): Template => {
    const changed = structuredClone(template);
    const found = Object.entries(changed.Resources).find(([logicalId, resource]) => isMeant(logicalId, resource));
    if (found === undefined) throw new Error('the template has nothing to plant the fault in');
    const [logicalId, resource] = found;
    if (change === undefined) delete (changed.Resources as Record<string, unknown>)[logicalId];
    else change(resource.Properties as Record<string, unknown>);
    return changed;
  };
}
