import { matchesArn, matchesWildcard } from './wildcard.ts';

/** How one value of the request is compared with one value of the policy. */
export interface ConditionOperator {
  readonly matches: (wanted: string, given: string) => boolean;
  /** Holds when no value of the policy matches, and when the request has no such key. */
  readonly negated: boolean;
}

const same = (wanted: string, given: string): boolean => wanted === given;
const sameIgnoringCase = (wanted: string, given: string): boolean => wanted.toLowerCase() === given.toLowerCase();

function numeric(compare: (given: number, wanted: number) => boolean): ConditionOperator {
  return { negated: false, matches: (wanted, given) => compare(Number(given), Number(wanted)) };
}

/** IAM's condition operators that the gateway understands; `Null` and the `…IfExists` forms are handled beside them. */
const OPERATORS: Readonly<Record<string, ConditionOperator>> = {
  StringEquals: { matches: same, negated: false },
  StringNotEquals: { matches: same, negated: true },
  StringEqualsIgnoreCase: { matches: sameIgnoringCase, negated: false },
  StringNotEqualsIgnoreCase: { matches: sameIgnoringCase, negated: true },
  StringLike: { matches: matchesWildcard, negated: false },
  StringNotLike: { matches: matchesWildcard, negated: true },
  ArnEquals: { matches: matchesArn, negated: false },
  ArnNotEquals: { matches: matchesArn, negated: true },
  ArnLike: { matches: matchesArn, negated: false },
  ArnNotLike: { matches: matchesArn, negated: true },
  Bool: { matches: sameIgnoringCase, negated: false },
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericNotEquals: { matches: (wanted, given) => Number(wanted) === Number(given), negated: true },
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
};

export function findOperator(name: string): ConditionOperator | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
}
