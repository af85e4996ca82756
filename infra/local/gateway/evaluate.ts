import { type Certainty, certain, every, not, some } from './certainty.ts';
import { conditionsHold, holdsVariable } from './condition.ts';
import type { Access, PolicyStatement } from './policy.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

/**
 * What IAM would say by these statements: a Deny that applies, or might, beats every Allow; an Allow counts only when
 * it surely applies; nothing is allowed by default.
 */
export function evaluate(statements: readonly PolicyStatement[], access: Access): 'allow' | 'deny' {
  const applying = (effect: PolicyStatement['Effect']): Certainty[] =>
    statements.filter(({ Effect }) => Effect === effect).map((statement) => applies(statement, access));
  if (some(applying('Deny')) !== 'no') return 'deny';
  return some(applying('Allow')) === 'yes' ? 'allow' : 'deny';
}

function applies(statement: PolicyStatement, access: Access): Certainty {
  return every([
    actionApplies(statement, access.action),
    resourceApplies(statement, access.resource),
    conditionsHold(statement.Condition, access),
  ]);
}

function actionApplies({ Action, NotAction }: PolicyStatement, action: string): Certainty {
  const covers = (patterns: string | readonly string[]): Certainty =>
    certain([patterns].flat().some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())));
  if (Action !== undefined) return covers(Action);
  return NotAction === undefined ? 'unknown' : not(covers(NotAction));
}

function resourceApplies({ Resource, NotResource }: PolicyStatement, resource: string): Certainty {
  const covers = (patterns: string | readonly string[]): Certainty =>
    some(
      [patterns].flat().map((pattern) => (holdsVariable(pattern) ? 'unknown' : certain(matchesArn(pattern, resource)))),
    );
  if (Resource !== undefined) return covers(Resource);
  return NotResource === undefined ? 'unknown' : not(covers(NotResource));
}
