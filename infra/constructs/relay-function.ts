import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRICS_NAMESPACE_VARIABLE } from '../../shared/telemetry/metric-names.ts';
import { acknowledgeWildcards } from './acknowledge-wildcards.ts';
import { FUNCTION_SIZES, type FunctionJob } from './function-sizes.ts';
import type { Grant } from './grant.ts';

export interface RelayFunctionProps {
  readonly job: FunctionJob;
  /** Folder that holds a folder `<job>` with `index.cjs`. */
  readonly bundles: string;
  readonly logsDays: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly grants: readonly Grant[];
  /** It lies on a loop that goes on by design, within a bound of its own: Lambda would stop it after 16 rounds. */
  readonly continues?: boolean;
}

/** A bundle that should be deployed and is not there. */
export class MissingBundleError extends Error {
  override readonly name = 'MissingBundleError';
}

/** A Lambda with its own role, which may write its own log and do what it is granted. @throws MissingBundleError */
export class RelayFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(
    scope: Construct,
    id: string,
    { job, bundles, logsDays, environment, grants, continues }: RelayFunctionProps,
  ) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Log', { retention: logsDays, removalPolicy: RemovalPolicy.DESTROY });
    const log = { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] };
    const { timeoutSeconds, memoryMb } = FUNCTION_SIZES[job];
    this.function = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(findBundle(bundles, job)),
      role: createRole(this, [log, ...grants]),
      logGroup,
      environment: { ...environment, [METRICS_NAMESPACE_VARIABLE]: Stack.of(this).stackName },
      timeout: Duration.seconds(timeoutSeconds),
      memorySize: memoryMb,
      recursiveLoop: continues === true ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
    });
  }
}

/** All of it inside the role, so that no function or source mapping exists before its permissions do. */
function createRole(scope: Construct, grants: readonly Grant[]): Role {
  const statements = grants.map(
    ({ actions, resources, conditions = {} }) =>
      new PolicyStatement({ actions: [...actions], resources: [...resources], conditions }),
  );
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { work: new PolicyDocument({ statements }) },
  });
  acknowledgeWildcards(role, grants);
  return role;
}

function findBundle(bundles: string, job: FunctionJob): string {
  const folder = join(bundles, job);
  if (existsSync(join(folder, 'index.cjs'))) return folder;
  throw new MissingBundleError(`functions/${job} has no bundle in ${folder}: is there a functions/${job}/handler.ts?`);
}
