import type { PolicyStatement, Principal } from '../gateway/policy.ts';
import { OPERATOR_STATEMENTS } from '../gateway/policy.ts';
import type { Credentials } from '../lambda/process-environment.ts';
import { issueCredentials } from './issue-credentials.ts';
import type { Role } from './read-roles.ts';

/** Who may do what, by access key; the gateway reads it while roles are still being added. */
export interface Principals {
  readonly byAccessKey: ReadonlyMap<string, Principal>;
  /** May do all: whoever runs the stack. */
  readonly operator: Credentials;
  addRoles(roles: readonly Role[]): void;
  /** New credentials of a role; one the template does not hold may do nothing. */
  issue(roleArn: string): Credentials;
}

export function createPrincipals(): Principals {
  const byAccessKey = new Map<string, Principal>();
  const roles = new Map<string, Role>();

  function add(name: string, statements: readonly PolicyStatement[]): Credentials {
    const credentials = issueCredentials();
    byAccessKey.set(credentials.accessKeyId, { name, statements, secretAccessKey: credentials.secretAccessKey });
    return credentials;
  }

  return {
    byAccessKey,
    operator: add('operator', OPERATOR_STATEMENTS),
    addRoles: (added) => added.forEach((role) => void roles.set(role.arn, role)),
    issue(roleArn) {
      const role = roles.get(roleArn);
      return add(role?.name ?? roleArn, role?.statements ?? []);
    },
  };
}
