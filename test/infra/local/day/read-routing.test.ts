import { expect, it } from 'vitest';
import { readRouting } from '../../../../infra/local/day/read-routing.ts';
import type { FunctionDefinition } from '../../../../infra/local/lambda/function-definition.ts';
import type { Order } from '../../../../shared/cubicasa/index.ts';

const withEnvironment = (environment: Record<string, string>) => ({ environment }) as unknown as FunctionDefinition;

const DESTINATIONS = JSON.stringify([
  { name: 'own-consumer', kind: 'queue', queueUrl: 'q' },
  { name: 'website', kind: 'http', queueUrl: 'q', filter: { statuses: ['Ready'] } },
  { name: 'news', kind: 'http', queueUrl: 'q', filter: { kinds: ['draft'] } },
  { name: 'archive', kind: 'archive', queueUrl: 'q' },
]);

const routing = readRouting([
  withEnvironment({ DESTINATIONS }),
  withEnvironment({ DESTINATION: '{"name":"archive"}', ARCHIVE_BUCKET: 'files' }),
  withEnvironment({ DESTINATION: '{"name":"bus"}', EVENT_BUS_NAME: 'relay' }),
]);

it('finds the bus and the bucket of each destination', () => {
  expect(routing).toMatchObject({ buses: { bus: 'relay' }, archives: { archive: 'files' } });
});

it('expects of each destination what its filter lets through', () => {
  const expecting = (status: string): string[] => {
    const order = { id: '1', info: { status } } as Order;
    return routing.expected.filter(({ expects }) => expects(order)).map(({ name }) => name);
  };
  expect(expecting('Draft')).toEqual(['own-consumer']);
  expect(expecting('Ready')).toEqual(['own-consumer', 'website']);
});
