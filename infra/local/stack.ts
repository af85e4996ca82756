import { createMovableClock, type MovableClock } from './clock/movable-clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { type HttpApi, startHttpApi } from './event-sources/http-api/http-api.ts';
import { readRoutes } from './event-sources/http-api/read-routes.ts';
import type { Schedule } from './event-sources/schedules/read-schedules.ts';
import { startEventSources } from './event-sources/start-event-sources.ts';
import type { Denial } from './gateway/policy.ts';
import { readFunctions } from './lambda/function-definition.ts';
import { createFunctions, type Functions, type InvocationResult } from './lambda/functions.ts';
import { provision } from './provision/provision.ts';
import { createPrincipals } from './roles/principals.ts';
import { readRoles } from './roles/read-roles.ts';
import { type Services, startServices } from './services.ts';
import type { StackEvent, StackOptions } from './stack-options.ts';
import { removeStackState, type ServiceName, type StackState, writeStackState } from './stack-state.ts';
import { LOCAL_ACCOUNT_ID } from './stand-ins/arn.ts';
import { classifyResources, type ResourceTypeRow } from './template/classify-resources.ts';
import { type ResolvedStack, resolveTemplate } from './template/resolve-template.ts';
import { loadTemplate, type Template } from './template/template.ts';

/** The template, running on this machine. */
export interface LocalStack {
  readonly state: StackState;
  readonly resourceTypes: readonly ResourceTypeRow[];
  readonly schedules: readonly Schedule[];
  readonly functions: Pick<Functions, 'definitions' | 'running'>;
  readonly clock: MovableClock;
  readonly denied: readonly Denial[];
  readonly busEvents: Services['busEvents'];
  readonly setFault: Services['setFault'];
  /** Runs a function by its physical name. */
  invoke(name: string, payload: unknown): Promise<InvocationResult>;
  /** Runs a schedule now, by its logical id. */
  fireSchedule(logicalId: string): Promise<void>;
  /** Ends every process and frees every port within 2 s. */
  close(): Promise<void>;
}

const DEFAULT_REGION = 'eu-west-1';
const STACK_NAME = 'cubicasa-relay';

/** @throws TemplateError for a template that cannot be run here, and whatever the stand-ins refuse of it */
export async function startLocalStack(options: StackOptions): Promise<LocalStack> {
  const closers = createClosers();
  try {
    return await start(options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function start(options: StackOptions, closers: Closers): Promise<LocalStack> {
  const region = options.region ?? DEFAULT_REGION;
  const denied: Denial[] = [];
  const onEvent = (event: StackEvent): void => {
    if (event.type === 'denied') denied.push(event);
    options.onEvent?.(event);
  };
  const template = await readTemplate(options);
  const resourceTypes = classifyResources(template);
  const clock = createMovableClock();
  const principals = createPrincipals();

  let functions: Functions | undefined;
  const invoke: Functions['invoke'] = async (...call) => {
    if (functions === undefined) throw new Error('the stack is still starting');
    return functions.invoke(...call);
  };
  const services = await startServices({
    region,
    clock,
    invoke,
    dataDir: options.dataDir,
    principals: principals.byAccessKey,
    onDenied: (denial) => onEvent({ type: 'denied', ...denial }),
  });
  closers.add(services.close);
  const api = await openHttpApi(options, clock, onEvent);
  closers.add(api.close);

  const stack = resolveTemplate(template, {
    region,
    accountId: LOCAL_ACCOUNT_ID,
    stackName: STACK_NAME,
    sqsUrl: services.endpoints.sqs,
    apiUrl: api.url,
  });
  principals.addRoles(readRoles(stack));
  await provision(stack, services.endpoints, principals.operator);

  functions = createFunctions({
    definitions: readFunctions(stack, options.templateDir),
    credentialsFor: ({ roleArn }) => principals.issue(roleArn),
    surroundings: {
      region,
      endpoints: sdkEndpoints(services.endpoints),
      onLog: (functionName, line) => onEvent({ type: 'log', functionName, line }),
    },
    clockOffsetMs: clock.offsetMs,
  });
  api.serve(readRoutes(stack), functions);
  const sources = startEventSources({
    stack,
    functions,
    clock,
    endpoints: services.endpoints,
    issueCredentials: principals.issue,
    sweepSeconds: options.sweepSeconds,
    onEvent,
  });
  const ended = functions.close;
  closers.add(async () => void (await Promise.all([ended(), sources.close()])));

  const state = describeState(stack, services, principals.operator);
  await publishState(options.stateFile, state, closers);
  return {
    state,
    resourceTypes,
    schedules: sources.schedules,
    functions,
    clock,
    denied,
    busEvents: services.busEvents,
    setFault: services.setFault,
    invoke: (name, payload) => invoke(name, JSON.stringify(payload)),
    fireSchedule: sources.fireSchedule,
    close: closers.close,
  };
}

async function readTemplate({ templateDir, transformTemplate }: StackOptions): Promise<Template> {
  const template = await loadTemplate(templateDir);
  return transformTemplate?.(template) ?? template;
}

async function openHttpApi(
  options: StackOptions,
  clock: MovableClock,
  onEvent: (event: StackEvent) => void,
): Promise<HttpApi> {
  return startHttpApi({
    clock,
    port: options.port,
    onAccess: (access) => onEvent({ type: 'access', ...access }),
    onDenied: ({ key, functionArn }) => {
      const message = `API Gateway may not call ${functionArn} for ${key}: the template lacks an AWS::Lambda::Permission`;
      onEvent({
        type: 'denied',
        principal: 'apigateway.amazonaws.com',
        action: 'lambda:InvokeFunction',
        resource: functionArn,
        message,
      });
    },
  });
}

/** By the service's part in the SDK's `AWS_ENDPOINT_URL_<SERVICE>`. */
function sdkEndpoints(endpoints: Readonly<Record<ServiceName, string>>): Record<string, string> {
  return {
    SQS: endpoints.sqs,
    DYNAMODB: endpoints.dynamodb,
    S3: endpoints.s3,
    SECRETS_MANAGER: endpoints.secretsManager,
    LAMBDA: endpoints.lambda,
    EVENTBRIDGE: endpoints.events,
  };
}

function describeState(stack: ResolvedStack, services: Services, operator: Operator): StackState {
  return {
    v: 1,
    pid: process.pid,
    region: stack.place.region,
    accessKeyId: operator.accessKeyId,
    secretAccessKey: operator.secretAccessKey,
    endpoints: services.endpoints,
    outputs: stack.outputs,
  };
}

type Operator = Pick<StackState, 'accessKeyId' | 'secretAccessKey'>;

async function publishState(file: string | undefined, state: StackState, closers: Closers): Promise<void> {
  if (file === undefined) return;
  await writeStackState(file, state);
  closers.add(() => removeStackState(file, state.pid));
}
