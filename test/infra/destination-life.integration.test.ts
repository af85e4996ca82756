import { beforeAll, describe, expect, it } from 'vitest';
import type { DestinationConfig } from '../../infra/configuration/destination-config.ts';
import { defineConfig } from '../../infra/define-config.ts';
import { readMappings } from '../../infra/local/event-sources/sqs/read-mappings.ts';
import { evaluate } from '../../infra/local/gateway/evaluate.ts';
import { readRoles } from '../../infra/local/roles/read-roles.ts';
import { resourcesOf } from '../../infra/local/template/resolve-template.ts';
import { parseTemplate } from '../../infra/local/template/template.ts';
import { parseDestinations } from '../../shared/delivery/parse-destinations.ts';
import { SMALLEST } from './support/example-config.ts';
import { type Synthesized, synthesizeConfig } from './support/synthesize-config.ts';

const KEPT: DestinationConfig = { name: 'own-consumer', kind: 'queue' };
const LEAVING: DestinationConfig = { name: 'site', kind: 'http', url: 'https://www.example.com/hook', draining: true };

let draining: Synthesized;
beforeAll(async () => {
  draining = await synthesizeConfig(defineConfig({ ...SMALLEST, destinations: [KEPT, LEAVING] }));
});

const named = (output: string, name: string): string | undefined =>
  (JSON.parse(draining.stack.outputs[output] ?? '{}') as Record<string, string>)[name];

function fanOutFunction() {
  const physical = named('Functions', 'order-fan-out');
  const found = resourcesOf(draining.stack, 'AWS::Lambda::Function').find(({ ref }) => ref === physical);
  if (found === undefined) throw new Error('the stack has no order-fan-out');
  return found.properties as { readonly Role: string; readonly Environment: { readonly Variables: Variables } };
}

type Variables = Readonly<Record<string, string>>;

describe('a draining destination', () => {
  it('[P4] still has the function that empties its queue', () => {
    const queueUrl = named('Queues', 'destination-site.fifo');
    const physical = named('Functions', 'http-delivery-site');
    const mapping = readMappings(draining.stack).find((one) => one.queueUrl === queueUrl);
    expect(mapping?.functionName).toBe(physical);
  });

  it('[P4] still gets what was claimed for it before: order-fan-out knows it and may send to it', () => {
    const { Role, Environment } = fanOutFunction();
    const known = parseDestinations(JSON.parse(Environment.Variables.DESTINATIONS ?? ''));
    const site = known.find(({ name }) => name === 'site');
    expect(site).toMatchObject({ draining: true });
    const role = readRoles(draining.stack).find(({ arn }) => arn === Role);
    const queue = resourcesOf(draining.stack, 'AWS::SQS::Queue').find(({ ref }) => ref === site?.queueUrl);
    const send = { action: 'sqs:SendMessage', resource: String(queue?.attributes.Arn), context: {} };
    expect(evaluate(role?.statements ?? [], send)).toBe('allow');
  });

  it('is told of to the relay command, which shows what is left', () => {
    expect(JSON.parse(draining.stack.outputs.Destinations ?? '[]')).toEqual([
      { name: 'own-consumer', kind: 'queue' },
      { name: 'site', kind: 'http', draining: true },
    ]);
  });
});

describe('a destination that is taken out of the configuration', () => {
  it('[P1] leaves its queues behind with what they hold, under names that no later destination can meet', async () => {
    const queues = Object.entries(parseTemplate(draining.text).Resources).filter(
      ([id, { Type }]) => Type === 'AWS::SQS::Queue' && id.startsWith('Destinationsite'),
    );
    expect(queues).toHaveLength(2);
    for (const [id, queue] of queues) {
      expect(queue, id).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(queue.Properties, id).not.toHaveProperty('QueueName');
    }
  });

  it('takes its function, its role and its alarms with it', async () => {
    const { text } = await synthesizeConfig(defineConfig({ ...SMALLEST, destinations: [KEPT] }));
    expect(text).not.toContain('destination-site');
    expect(Object.keys(parseTemplate(text).Resources).filter((id) => id.includes('site'))).toEqual([]);
  });
});
