import { expect, it } from 'vitest';
import { hopsOf, MAX_HOPS, nextTrace } from '../../../../infra/local/lambda/lineage.ts';

it('counts how often a chain of invocations came back to a function', () => {
  let trace = nextTrace([], 'arn:loop');
  for (let hop = 1; hop < MAX_HOPS; hop += 1) trace = nextTrace([nextTrace([trace], 'arn:other')], 'arn:loop');
  expect(hopsOf([trace], 'arn:loop')).toBe(MAX_HOPS);
  expect(hopsOf([trace], 'arn:other')).toBe(MAX_HOPS - 1);
});

it('takes the longest chain of a batch and keeps its root', () => {
  const [short, long] = [nextTrace([], 'arn:a'), nextTrace([nextTrace([], 'arn:a')], 'arn:a')];
  expect(hopsOf([short, long], 'arn:a')).toBe(2);
  expect(nextTrace([short, long], 'arn:b')).toContain(short.split(';')[0]);
});

it('reads a trace without a lineage as a new chain', () => {
  expect(hopsOf(['Root=1-2-3;Sampled=0'], 'arn:a')).toBe(0);
});
