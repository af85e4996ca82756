import { expect, it } from 'vitest';
import { classifyResources } from '../../../../infra/local/template/classify-resources.ts';

it('tells for each resource type what is done with it', () => {
  const queue = { Type: 'AWS::SQS::Queue' };
  const rows = classifyResources({ Resources: { A: queue, B: queue, Role: { Type: 'AWS::IAM::Role' } } });
  expect(rows).toEqual([
    { type: 'AWS::SQS::Queue', treatment: 'run', count: 2 },
    { type: 'AWS::IAM::Role', treatment: 'checked only', count: 1 },
  ]);
});

it('refuses a type it does not know, naming the type and the resource', () => {
  expect(() => classifyResources({ Resources: { Odd: { Type: 'AWS::Kinesis::Stream' } } })).toThrow(
    /Odd \(AWS::Kinesis::Stream\)/,
  );
});
