import { type Certainty, certain, every } from './certainty.ts';
import { type ConditionOperator, findOperator } from './condition-operators.ts';
import type { Access, PolicyStatement } from './policy.ts';

/** Condition keys whose values the gateway can tell; a condition on any other is `unknown`. */
const KNOWN_KEYS = new Set([
  'aws:securetransport',
  'aws:requestedregion',
  'aws:resourceaccount',
  'dynamodb:leadingkeys',
  'events:detail-type',
  'events:source',
  's3:delimiter',
  's3:max-keys',
  's3:prefix',
  'secretsmanager:versionstage',
]);

/** Whether every condition of a statement holds for a request; a statement without conditions always applies. */
export function conditionsHold(condition: PolicyStatement['Condition'], access: Access): Certainty {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => testKey(operator, key.toLowerCase(), texts(wanted), access)),
  );
  return every(tests);
}

function testKey(operator: string, key: string, wanted: readonly string[], access: Access): Certainty {
  if (!KNOWN_KEYS.has(key) || wanted.some(holdsVariable)) return 'unknown';
  const given = access.context?.[key];
  if (operator === 'Null') return certain(wanted.includes(String(given === undefined)));
  const [, quantifier, name = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = findOperator(name);
  if (known === undefined) return 'unknown';
  if (given === undefined) {
    return certain(ifExists !== undefined || quantifier === 'ForAllValues:' || (known.negated && !quantifier));
  }
  if (quantifier === 'ForAllValues:') return certain(given.every((value) => matchesAny(known, wanted, value)));
  return certain(given.some((value) => matchesAny(known, wanted, value)));
}

function matchesAny({ matches, negated }: ConditionOperator, wanted: readonly string[], given: string): boolean {
  return wanted.some((value) => matches(value, given)) !== negated;
}

/** `${aws:PrincipalTag/team}` and its like, which nothing here can fill. */
export function holdsVariable(text: string): boolean {
  return text.includes('${');
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
