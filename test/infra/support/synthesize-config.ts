import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../infra/build/synth.ts';
import type { CompleteConfig } from '../../../infra/configuration/complete-config.ts';
import { type ResolvedStack, resolveTemplate } from '../../../infra/local/template/resolve-template.ts';
import { parseTemplate } from '../../../infra/local/template/template.ts';
import { writeStubBundles } from './stub-bundles.ts';

export interface Synthesized {
  /** The template's JSON as it is deployed. */
  readonly text: string;
  /** With plain values, as the local stack sees it. */
  readonly stack: ResolvedStack;
}

/** Synthesizes with bundles that do nothing, so that only the template is looked at. */
export async function synthesizeConfig(config: CompleteConfig): Promise<Synthesized> {
  const dir = mkdtempSync(join(tmpdir(), 'relay-synth-'));
  try {
    const bundles = writeStubBundles(join(dir, 'functions'));
    const text = readFileSync(await synthesize({ outdir: join(dir, 'out'), config, bundles }), 'utf8');
    return { text, stack: resolveTemplate(parseTemplate(text), placeIn(config.region)) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function placeIn(region: string) {
  const [sqsUrl, apiUrl] = [`https://sqs.${region}.amazonaws.com`, 'https://relay.example.com'];
  return { region, accountId: '000000000000', stackName: 'cubicasa-relay-prod', sqsUrl, apiUrl };
}
