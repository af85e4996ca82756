import { describe, expect, it } from 'vitest';
import type { Place } from '../../../../infra/local/template/place.ts';
import { resolveTemplate, resourcesOf } from '../../../../infra/local/template/resolve-template.ts';
import { parseTemplate, type Template } from '../../../../infra/local/template/template.ts';

const place: Place = {
  region: 'eu-west-1',
  accountId: '000000000000',
  stackName: 'relay',
  sqsUrl: 'http://127.0.0.1:1000',
  apiUrl: 'http://127.0.0.1:2000',
};

const value = (expression: unknown, rest: Partial<Template> = {}): string | undefined =>
  resolveTemplate(
    {
      Resources: {
        Changes: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        Api: { Type: 'AWS::ApiGatewayV2::Api' },
        Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'files-${AWS::Region}' } } },
      },
      ...rest,
      Outputs: { Value: { Value: expression } },
    },
    place,
  ).outputs.Value;

describe('resolveTemplate', () => {
  it.each([
    ['a plain text', 'a', 'a'],
    ['a pseudo-parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['a bucket by its own name', { Ref: 'Files' }, 'files-eu-west-1'],
    ['an attribute as a list', { 'Fn::GetAtt': ['Files', 'Arn'] }, 'arn:aws:s3:::files-eu-west-1'],
    ['an attribute as a text', { 'Fn::GetAtt': 'Files.Arn' }, 'arn:aws:s3:::files-eu-west-1'],
    ['a join', { 'Fn::Join': ['/', ['a', { Ref: 'Files' }]] }, 'a/files-eu-west-1'],
    ['a selection from a split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b'] }] }, 'b'],
    ['a substitution', { 'Fn::Sub': ['${X}-${Files.Arn}-${!X}', { X: 1 }] }, '1-arn:aws:s3:::files-eu-west-1-${X}'],
    ['the address of the HTTP API', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, 'http://127.0.0.1:2000'],
    [
      'the address of the HTTP API put together',
      { 'Fn::Join': ['', ['https://', { Ref: 'Api' }, '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/w']] },
      'http://127.0.0.1:2000/w',
    ],
  ])('resolves %s', (_, expression, expected) => {
    expect(value(expression)).toBe(expected);
  });

  it('resolves a queue to an address on the local endpoint, ending as its kind demands', () => {
    expect(value({ Ref: 'Changes' })).toMatch(/^http:\/\/127\.0\.0\.1:1000\/000000000000\/relay-Changes-\w{8}\.fifo$/);
  });

  it('takes the branch of a condition and leaves out what has no value', () => {
    const template: Template = {
      Parameters: { Stage: { Default: 'prod' } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        Never: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      },
      Resources: {
        Kept: {
          Type: 'AWS::SQS::Queue',
          Properties: { A: { 'Fn::If': ['IsProd', 1, 2] }, B: { 'Fn::If': ['Never', 1, { Ref: 'AWS::NoValue' }] } },
        },
        Left: { Type: 'AWS::SQS::Queue', Condition: 'Never' },
      },
    };
    const queues = resourcesOf(resolveTemplate(template, place), 'AWS::SQS::Queue');
    expect(queues.map(({ logicalId, properties }) => [logicalId, properties])).toEqual([['Kept', { A: 1 }]]);
  });

  it('keeps the conditions of a policy statement', () => {
    const Statement = [{ Action: 's3:ListBucket', Condition: { StringLike: { 's3:prefix': 'revisions/*' } } }];
    const template = { Resources: { P: { Type: 'AWS::IAM::Policy', Properties: { Statement } } } };
    expect(resolveTemplate(template, place).resources[0]?.properties).toEqual({ Statement });
  });

  it.each([
    ['a missing resource', { Ref: 'Nothing' }, /Nothing/],
    ['an attribute that is not known', { 'Fn::GetAtt': ['Files', 'Colour'] }, /Files has no attribute Colour/],
    ['a function that is not known', { 'Fn::Cidr': [] }, /Fn::Cidr/],
  ])('refuses %s by its name', (_, expression, message) => {
    expect(() => value(expression)).toThrow(message);
  });

  it('refuses a text that is no template', () => {
    expect(() => parseTemplate('{}')).toThrow('no Resources');
  });
});
