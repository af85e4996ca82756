import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../infra/local/gateway/evaluate.ts';
import type { Access, PolicyStatement } from '../../../../infra/local/gateway/policy.ts';

const RESOURCE = 'arn:aws:s3:::revisions/revisions/default/1.json';
const access: Access = { action: 's3:PutObject', resource: RESOURCE, context: { 's3:prefix': ['parked/1'] } };
const allow: PolicyStatement = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::revisions/*' };

test.each<[string, PolicyStatement[], 'allow' | 'deny']>([
  ['nothing is allowed by default', [], 'deny'],
  ['an Allow of action and resource', [allow], 'allow'],
  ['another action', [{ ...allow, Action: 's3:GetObject' }], 'deny'],
  ['another resource', [{ ...allow, Resource: 'arn:aws:s3:::audit/*' }], 'deny'],
  ['any of several actions', [{ ...allow, Action: ['s3:GetObject', 's3:Put*'] }], 'allow'],
  ['actions whatever their letter case', [{ ...allow, Action: 'S3:putobject' }], 'allow'],
  ['NotAction of another action', [{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }], 'allow'],
  ['NotAction of this action', [{ Effect: 'Allow', NotAction: 's3:Put*', Resource: '*' }], 'deny'],
  ['NotResource of this resource', [{ Effect: 'Allow', Action: '*', NotResource: RESOURCE }], 'deny'],
  ['a Deny over an Allow', [allow, { Effect: 'Deny', Action: '*', Resource: '*' }], 'deny'],
  ['a Deny of something else', [allow, { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' }], 'allow'],
  ['neither Action nor NotAction', [{ Effect: 'Allow', Resource: '*' }], 'deny'],
  ['a Deny without an action', [allow, { Effect: 'Deny', Resource: '*' }], 'deny'],
  ['a policy variable that nothing fills', [{ ...allow, Resource: 'arn:aws:s3:::$' + '{aws:username}/*' }], 'deny'],
])('%s', (_, statements, expected) => {
  expect(evaluate(statements, access)).toBe(expected);
});

describe('a condition', () => {
  test.each<[string, PolicyStatement['Condition'], 'allow' | 'deny']>([
    ['that holds', { StringEquals: { 's3:prefix': 'parked/1' } }, 'allow'],
    ['any of whose values holds', { StringEquals: { 's3:prefix': ['a', 'parked/1'] } }, 'allow'],
    ['that does not hold', { StringEquals: { 's3:prefix': 'parked/2' } }, 'deny'],
    ['on a pattern', { StringLike: { 'S3:Prefix': 'parked/*' } }, 'allow'],
    ['turned round', { StringNotLike: { 's3:prefix': 'parked/*' } }, 'deny'],
    ['one of two that does not hold', { StringLike: { 's3:prefix': '*' }, Null: { 's3:prefix': 'true' } }, 'deny'],
    ['on a key the request lacks', { StringEquals: { 's3:delimiter': '/' } }, 'deny'],
    ['if the key exists, which it does not', { StringEqualsIfExists: { 's3:delimiter': '/' } }, 'allow'],
    ['turned round on a key the request lacks', { StringNotEquals: { 's3:delimiter': '/' } }, 'allow'],
    ['Null on a key the request has', { Null: { 's3:prefix': 'false' } }, 'allow'],
    ['Null on a key the request lacks', { Null: { 's3:delimiter': true } }, 'allow'],
    ['on a key the gateway cannot tell', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'deny'],
    ['if a key exists that the gateway cannot tell', { StringEqualsIfExists: { 'aws:SourceVpc': 'v' } }, 'deny'],
    ['under an operator it does not know', { IpAddress: { 's3:prefix': '10.0.0.0/8' } }, 'deny'],
    ['under a name every object has', { constructor: { 's3:prefix': 'parked/1' } }, 'deny'],
  ])('%s', (_, Condition, expected) => {
    expect(evaluate([{ ...allow, Condition }], access)).toBe(expected);
  });

  test.each<[string, PolicyStatement['Condition']]>([
    ['it holds', { StringLike: { 's3:prefix': 'parked/*' } }],
    ['nobody can tell', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
  ])('of a Deny refuses when %s', (_, Condition) => {
    expect(evaluate([allow, { Effect: 'Deny', Action: '*', Resource: '*', Condition }], access)).toBe('deny');
  });

  test('of a Deny spares what it does not hold for', () => {
    const insecure: PolicyStatement = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const secure = { ...access, context: { 'aws:securetransport': ['true'] } };
    expect(evaluate([allow, insecure], secure)).toBe('allow');
  });

  test.each<[string, readonly string[], 'allow' | 'deny']>([
    ['ForAllValues:StringEquals', ['a', 'b'], 'allow'],
    ['ForAllValues:StringEquals', ['a', 'c'], 'deny'],
    ['ForAnyValue:StringEquals', ['a', 'c'], 'allow'],
    ['ForAnyValue:StringEquals', ['c'], 'deny'],
    ['ForAnyValue:StringLike', ['aa'], 'deny'],
  ])('%s of the keys %j', (operator, keys, expected) => {
    const Condition = { [operator]: { 'dynamodb:LeadingKeys': ['a', 'b'] } };
    const context = { 'dynamodb:leadingkeys': keys };
    expect(evaluate([{ ...allow, Condition }], { ...access, context })).toBe(expected);
  });
});
