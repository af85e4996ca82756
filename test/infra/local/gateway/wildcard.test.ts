import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesArn, matchesWildcard } from '../../../../infra/local/gateway/wildcard.ts';

const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.', '('), maxLength: 12 });
const plain = fc.string({ unit: fc.constantFrom('a', 'b', '.', '('), maxLength: 12 });

function asRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[.()]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's');
}

describe('a wildcard', () => {
  test('matches what the regular expression of the same meaning matches', () => {
    fc.assert(
      fc.property(patterns, plain, (pattern, text) => {
        expect(matchesWildcard(pattern, text)).toBe(asRegExp(pattern).test(text));
      }),
      { numRuns: 500 },
    );
  });

  test('without * and ? matches itself alone', () => {
    fc.assert(fc.property(plain, plain, (a, b) => matchesWildcard(a, b) === (a === b)));
  });

  test('takes no time over many stars', () => {
    expect(matchesWildcard(`${'*a'.repeat(30)}*b`, 'a'.repeat(5_000))).toBe(false);
  });
});

describe('an ARN pattern', () => {
  const queue = 'arn:aws:sqs:eu-central-1:000000000000:order-changes.fifo';

  test.each([
    ['*', true],
    [queue, true],
    ['arn:aws:sqs:eu-central-1:000000000000:order-*', true],
    ['arn:aws:sqs:*:*:order-changes.????', true],
    ['arn:aws:sqs:eu-central-1:000000000000:order-changes', false],
    ['arn:aws:sqs:eu-central-1:000000000000:Order-changes.fifo', false],
    ['arn:aws:sns:eu-central-1:000000000000:order-changes.fifo', false],
    ['arn:aws:*', false],
    ['arn:aws:sqs:*', false],
    ['arn:*', false],
  ])('%s matches a queue: %s', (pattern, expected) => {
    expect(matchesArn(pattern, queue)).toBe(expected);
  });

  test('covers what stands below its last segment', () => {
    const secret = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:relay/accounts/default-AbCdEf';
    expect(matchesArn('arn:aws:secretsmanager:eu-central-1:000000000000:secret:relay/accounts/*', secret)).toBe(true);
    expect(matchesArn('arn:aws:s3:::revisions/*', 'arn:aws:s3:::revisions/a/b:c')).toBe(true);
    expect(matchesArn('arn:aws:s3:::revisions/*', 'arn:aws:s3:::revisions')).toBe(false);
  });
});
