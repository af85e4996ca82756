import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { stackNameOf } from '../../configuration/complete-config.ts';
import { loadConfig } from '../../load-config.ts';
import { readStackState, type StackState } from '../../local/stack-state.ts';
import { type Deployment, parseOutputs } from './deployment.ts';

export interface FindOptions {
  /** AWS even where a local stack runs. */
  readonly aws?: boolean | undefined;
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Left out, what infra/config.ts names. */
  readonly stack?: string | undefined;
  readonly stateFile?: string | undefined;
}

/** No deployment to work on; the message says how to get one. */
class NoDeploymentError extends Error {
  override readonly name = 'NoDeploymentError';
}

/** A running local stack, unless AWS is asked for. @throws NoDeploymentError */
export async function findDeployment(options: FindOptions): Promise<Deployment> {
  if (options.aws !== true && options.profile === undefined) {
    const state = await readStackState(options.stateFile);
    if (state === undefined) throw new NoDeploymentError('no local stack runs here: `npm start` first, or add --aws');
    return localDeployment(state);
  }
  return awsDeployment(options);
}

export function localDeployment(state: StackState): Deployment {
  const { region, accessKeyId, secretAccessKey, endpoints, outputs, clockOffsetMs } = state;
  return {
    place: 'the local stack',
    local: true,
    region,
    credentials: { accessKeyId, secretAccessKey },
    endpoints,
    outputs: parseOutputs(outputs),
    now: () => Date.now() + clockOffsetMs,
  };
}

async function awsDeployment(options: FindOptions): Promise<Deployment> {
  const { profile } = options;
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  const config = await loadConfig();
  const { stack: stackName = stackNameOf(config), region = config.region } = options;
  const client = new CloudFormationClient({ region });
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  if (stack === undefined) throw new NoDeploymentError(`there is no stack ${stackName}: \`npm run deploy\` makes it`);
  const outputs = (stack.Outputs ?? []).map(
    ({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const,
  );
  const parsed = parseOutputs(Object.fromEntries(outputs));
  return { place: `${stackName} in ${region}`, local: false, region, outputs: parsed, now: Date.now };
}
