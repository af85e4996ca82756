import { createMovableClock, type MovableClock } from './clock/movable-clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { readRoutes } from './event-sources/http-api/read-routes.ts';
import type { Schedule } from './event-sources/schedules/read-schedules.ts';
import { startEventSources } from './event-sources/start-event-sources.ts';
import type { Denial } from './gateway/policy.ts';
import { readFunctions } from './lambda/function-definition.ts';
import { createFunctions, type Functions, type InvocationResult } from './lambda/functions.ts';
import { openHttpApi } from './open-http-api.ts';
import { provision } from './provision/provision.ts';
import { createPrincipals, type Principals } from './roles/principals.ts';
import { readRoles } from './roles/read-roles.ts';
import { sdkEndpoints } from './sdk-endpoints.ts';
import { type Services, startServices } from './services.ts';
import type { StackEvent, StackOptions } from './stack-options.ts';
import { isTaken, removeStackState, type StackState, writeStackState } from './stack-state.ts';
import { LOCAL_ACCOUNT_ID } from './stand-ins/arn.ts';
import { classifyResources, type ResourceTypeRow } from './template/classify-resources.ts';
import { type ResolvedStack, resolveTemplate } from './template/resolve-template.ts';
import { loadTemplate, type Template } from './template/template.ts';

/** The template, running on this machine. */
export interface LocalStack {
  readonly state: StackState;
  /** False where another stack runs here, on which other processes then work. */
  readonly published: boolean;
  readonly resourceTypes: readonly ResourceTypeRow[];
  readonly schedules: readonly Schedule[];
  readonly functions: Pick<Functions, 'definitions' | 'running' | 'processes'>;
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
    const ground = await openGround(options, closers);
    return await runOn(ground, options, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Everything that stands before the first function can run. */
interface Ground {
  readonly resourceTypes: readonly ResourceTypeRow[];
  readonly stack: ResolvedStack;
  readonly clock: MovableClock;
  readonly principals: Principals;
  readonly services: Services;
  readonly denied: readonly Denial[];
  readonly onEvent: (event: StackEvent) => void;
  /** Gives functions to the HTTP API and to the Lambda stand-in, which were there first. */
  readonly serve: (functions: Functions) => void;
}

async function openGround(options: StackOptions, closers: Closers): Promise<Ground> {
  const { region = DEFAULT_REGION, dataDir } = options;
  const denied: Denial[] = [];
  const onEvent = (event: StackEvent): void => {
    if (event.type === 'denied') denied.push(event);
    options.onEvent?.(event);
  };
  const template = await readTemplate(options);
  const resourceTypes = classifyResources(template);
  const clock = createMovableClock();
  const principals = createPrincipals();
  const late = lateFunctions();
  const services = await startServices({
    region,
    clock,
    dataDir,
    invoke: late.invoke,
    principals: principals.byAccessKey,
    onDenied: (denial) => onEvent({ type: 'denied', ...denial }),
  });
  closers.add(services.close);
  const api = await openHttpApi(options.port, clock, onEvent);
  closers.add(api.close);
  const urls = { sqsUrl: services.endpoints.sqs, apiUrl: api.url };
  const stack = resolveTemplate(template, { region, accountId: LOCAL_ACCOUNT_ID, stackName: STACK_NAME, ...urls });
  principals.addRoles(readRoles(stack));
  await provision(stack, services.endpoints, principals.operator);
  const serve = (functions: Functions): void => {
    late.set(functions);
    api.serve(readRoutes(stack), functions);
  };
  return { resourceTypes, stack, clock, principals, services, denied, onEvent, serve };
}

async function runOn(ground: Ground, options: StackOptions, closers: Closers): Promise<LocalStack> {
  const { stack, clock, principals, services, onEvent } = ground;
  const { endpoints } = services;
  const { sweepSeconds, processesPerFunction = 1 } = options;
  const functions = createFunctions({
    definitions: readFunctions(stack, options.templateDir),
    credentialsFor: ({ roleArn }) => principals.issue(roleArn),
    surroundings: {
      region: stack.place.region,
      endpoints: sdkEndpoints(endpoints),
      onLog: (functionName, line) => onEvent({ type: 'log', functionName, line }),
    },
    clockOffsetMs: clock.offsetMs,
    processesPerFunction,
  });
  ground.serve(functions);
  const sources = startEventSources({
    stack,
    functions,
    clock,
    endpoints,
    issueCredentials: principals.issue,
    processesPerFunction,
    sweepSeconds,
    onEvent,
  });
  closers.add(async () => void (await Promise.all([functions.close(), sources.close()])));
  const state = describeState(ground);
  const published = await publishState(options.stateFile, state, clock, closers);
  return {
    state,
    published,
    resourceTypes: ground.resourceTypes,
    schedules: sources.schedules,
    functions,
    clock,
    denied: ground.denied,
    busEvents: services.busEvents,
    setFault: services.setFault,
    invoke: (name, payload) => functions.invoke(name, JSON.stringify(payload)),
    fireSchedule: sources.fireSchedule,
    close: closers.close,
  };
}

async function readTemplate({ templateDir, transformTemplate }: StackOptions): Promise<Template> {
  const template = await loadTemplate(templateDir);
  return transformTemplate?.(template) ?? template;
}

/** The Lambda stand-in is there before the functions, whose environment names its address. */
function lateFunctions() {
  let functions: Functions | undefined;
  const invoke: Functions['invoke'] = async (...call) => {
    if (functions === undefined) throw new Error('the stack is still starting');
    return functions.invoke(...call);
  };
  const set = (given: Functions): void => {
    functions = given;
  };
  return { invoke, set };
}

function describeState({ stack, services, principals }: Ground): StackState {
  const { accessKeyId, secretAccessKey } = principals.operator;
  const { region } = stack.place;
  const { endpoints } = services;
  const { outputs } = stack;
  return { v: 1, pid: process.pid, region, accessKeyId, secretAccessKey, endpoints, outputs, clockOffsetMs: 0 };
}

/** Tells other processes where the stack is, and its time whenever that moves; false where another stack is told of there. */
async function publishState(
  file: string | undefined,
  state: StackState,
  clock: MovableClock,
  closers: Closers,
): Promise<boolean> {
  if (file === undefined || (await isTaken(file, state.pid))) return false;
  const write = () => writeStackState(file, { ...state, clockOffsetMs: clock.offsetMs() });
  await write();
  clock.onMove(write);
  closers.add(() => removeStackState(file, state.pid));
  return true;
}
