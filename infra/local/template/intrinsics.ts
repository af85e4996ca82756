import { TemplateError } from './template.ts';

/** What the intrinsic functions look up. */
export interface Scope {
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): string;
  condition(name: string): boolean;
}

/** Stands for `AWS::NoValue`: the property or entry is left out. */
const NO_VALUE = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => (name === 'AWS::NoValue' ? NO_VALUE : scope.ref(String(name))),
  'Fn::GetAtt': (target, scope) => {
    const [logicalId = '', ...attribute] = Array.isArray(target) ? target.map(String) : String(target).split('.');
    return scope.attribute(logicalId, attribute.join('.'));
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument);
    return list(resolveValue(parts, scope)).map(text).join(String(separator));
  },
  'Fn::Select': (argument, scope) => {
    const [index, parts] = list(argument);
    return list(resolveValue(parts, scope))[Number(index)];
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(argument);
    return text(resolveValue(whole, scope)).split(String(separator));
  },
  'Fn::If': (argument, scope) => {
    const [name, then, otherwise] = list(argument);
    return resolveValue(scope.condition(String(name)) ? then : otherwise, scope);
  },
  'Fn::Sub': (argument, scope) => substitute(argument, scope),
  Condition: (name, scope) => scope.condition(String(name)),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = list(resolveValue(argument, scope));
    return left === right;
  },
  'Fn::Not': (argument, scope) => !list(resolveValue(argument, scope))[0],
  'Fn::And': (argument, scope) => list(resolveValue(argument, scope)).every(Boolean),
  'Fn::Or': (argument, scope) => list(resolveValue(argument, scope)).some(Boolean),
};

/** A plain value for one that may hold intrinsic functions at any depth. @throws TemplateError for an unknown function. */
export function resolveValue(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolveValue(entry, scope)).filter((v) => v !== NO_VALUE);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isIntrinsic(only)) {
    const intrinsic = INTRINSICS[only[0]];
    if (intrinsic === undefined) throw new TemplateError(`the local stack does not know ${only[0]}`);
    return intrinsic(only[1], scope);
  }
  const resolved = entries.map(([name, entry]) => [name, resolveValue(entry, scope)] as const);
  return Object.fromEntries(resolved.filter(([, entry]) => entry !== NO_VALUE));
}

/** `Condition` is also the name of a policy statement's field, which holds an object. */
function isIntrinsic([name, argument]: readonly [string, unknown]): boolean {
  if (name === 'Condition') return typeof argument === 'string';
  return name === 'Ref' ? typeof argument === 'string' : name.startsWith('Fn::');
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  const given = resolveValue(variables, scope) as Readonly<Record<string, unknown>>;
  return String(template).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`;
    if (name in given) return text(given[name]);
    const [logicalId = '', ...attribute] = name.split('.');
    return text(attribute.length === 0 ? scope.ref(name) : scope.attribute(logicalId, attribute.join('.')));
  });
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value))
    throw new TemplateError(`a list was expected in the template, not ${JSON.stringify(value)}`);
  return value;
}

function text(value: unknown): string {
  if (typeof value === 'object')
    throw new TemplateError(`a text was expected in the template, not ${JSON.stringify(value)}`);
  return String(value);
}
