import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';
import type { Grant } from './grant.ts';

/** Gives the check of wildcards each grant's own reason, so that a wildcard nobody explained is still refused. */
export function acknowledgeWildcards(role: IConstruct, grants: readonly Grant[]): void {
  for (const { resources, wildcardBecause: reason } of grants) {
    if (reason === undefined) continue;
    for (const resource of resources.map((arn) => flattenCfnReference(Stack.of(role).resolve(arn)))) {
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    }
  }
}
