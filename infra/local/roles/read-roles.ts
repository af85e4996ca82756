import type { PolicyStatement } from '../gateway/policy.ts';
import { type ResolvedStack, resourcesOf } from '../template/resolve-template.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
}

interface PolicyDocument {
  readonly Statement?: readonly PolicyStatement[];
}

interface PolicyProperties {
  readonly PolicyDocument?: PolicyDocument;
  readonly Roles?: readonly string[];
}

interface RoleProperties {
  readonly Policies?: readonly PolicyProperties[];
}

/** Each role with its inline policies and those attached to it. Managed policies grant only logs, which nothing guards. */
export function readRoles(stack: ResolvedStack): Role[] {
  const attached = resourcesOf(stack, 'AWS::IAM::Policy').map(({ properties }) => properties as PolicyProperties);
  return resourcesOf(stack, 'AWS::IAM::Role').map(({ ref, attributes, properties }) => ({
    name: ref,
    arn: attributes.Arn ?? '',
    statements: [
      ...((properties as RoleProperties).Policies ?? []),
      ...attached.filter(({ Roles }) => Roles?.includes(ref)),
    ].flatMap(({ PolicyDocument }) => PolicyDocument?.Statement ?? []),
  }));
}
