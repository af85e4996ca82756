import { attributeOf, type Identity, identify } from './identify.ts';
import { resolveValue, type Scope } from './intrinsics.ts';
import { type Place, pseudoParameters } from './place.ts';
import { type Properties, type Template, TemplateError } from './template.ts';

export interface ResolvedResource extends Identity {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Properties;
}

export interface ResolvedStack {
  readonly place: Place;
  readonly resources: readonly ResolvedResource[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** Every resource and output with plain values. Pure: the same template gives the same names. @throws TemplateError */
export function resolveTemplate(template: Template, place: Place): ResolvedStack {
  const scope = createScope(template, place);
  const present = Object.entries(template.Resources).filter(([, { Condition }]) => holds(Condition, scope));
  const resources = present.map(([logicalId, { Type, Properties = {} }]) => ({
    logicalId,
    type: Type,
    ...scope.identity(logicalId),
    properties: localise(resolveValue(Properties, scope), place) as Properties,
  }));
  const outputs = Object.entries(template.Outputs ?? {}).filter(([, { Condition }]) => holds(Condition, scope));
  return {
    place,
    resources,
    outputs: Object.fromEntries(
      outputs.map(([name, { Value }]) => [name, String(localise(resolveValue(Value, scope), place))]),
    ),
  };
}

/** The resources of one type, in the template's order. */
export function resourcesOf(stack: ResolvedStack, type: string): readonly ResolvedResource[] {
  return stack.resources.filter((resource) => resource.type === type);
}

function holds(condition: string | undefined, scope: Scope): boolean {
  return condition === undefined || scope.condition(condition);
}

function createScope(template: Template, place: Place) {
  const pseudo = pseudoParameters(place);
  const identities = new Map<string, Identity>();

  function identity(logicalId: string): Identity {
    const found = identities.get(logicalId);
    if (found !== undefined) return found;
    const resource = template.Resources[logicalId];
    if (resource === undefined) throw new TemplateError(`the template refers to ${logicalId}, which it does not hold`);
    const properties = resource.Properties ?? {};
    const named = (property: string): string | undefined =>
      properties[property] === undefined ? undefined : String(resolveValue(properties[property], scope));
    const made = identify(resource.Type, { logicalId, named, properties, place });
    identities.set(logicalId, made);
    return made;
  }

  const scope = {
    identity,
    ref: (name: string): unknown =>
      pseudo[name] ?? (name in (template.Parameters ?? {}) ? parameter(template, name) : identity(name).ref),
    attribute: (logicalId: string, attribute: string): string => attributeOf(identity(logicalId), logicalId, attribute),
    condition: (name: string): boolean => {
      const condition = template.Conditions?.[name];
      if (condition === undefined) throw new TemplateError(`the template has no condition ${name}`);
      return resolveValue(condition, scope) === true;
    },
  };
  return scope;
}

function parameter(template: Template, name: string): unknown {
  const value = template.Parameters?.[name]?.Default;
  if (value === undefined) throw new TemplateError(`the template's parameter ${name} has no default`);
  return value;
}

/** API Gateway's host names resolve to AWS; here they are the local address. */
function localise(value: unknown, place: Place): unknown {
  const host = new RegExp(`https://[a-z0-9-]+\\.execute-api\\.${place.region}\\.amazonaws\\.com`, 'g');
  return JSON.parse(JSON.stringify(value).replace(host, place.apiUrl));
}
