import { mkdir, rm } from 'node:fs/promises';
import type { MovableClock } from './clock/movable-clock.ts';
import { startGateway } from './gateway/gateway.ts';
import type { Denial, Principal } from './gateway/policy.ts';
import type { ServiceName as SigningName } from './gateway/services.ts';
import { type Functions, UnknownFunctionError } from './lambda/functions.ts';
import type { ServiceName } from './stack-state.ts';
import { AwsError } from './stand-ins/aws-error.ts';
import type { BusEvent } from './stand-ins/event-bridge.ts';
import type { Fault } from './stand-ins/fault.ts';
import type { LambdaOptions } from './stand-ins/lambda-invoke.ts';
import { startStandIns } from './stand-ins/start-stand-ins.ts';

export interface ServicesOptions {
  readonly region: string;
  readonly dataDir: string;
  readonly clock: MovableClock;
  readonly principals: ReadonlyMap<string, Principal>;
  readonly onDenied: (denial: Denial) => void;
  readonly invoke: Functions['invoke'];
}

/** The stand-ins of AWS's services, each reached through the gateway alone. */
export interface Services {
  readonly endpoints: Readonly<Record<ServiceName, string>>;
  setFault(service: ServiceName, fault: Fault | undefined): void;
  /** What lies on an event bus, oldest first; on all of them when none is named. */
  busEvents(bus?: string): readonly BusEvent[];
  close(): Promise<void>;
}

/** Each service's name in a request's signature, by which the gateway tells them apart. */
const SIGNING_NAMES: Readonly<Record<ServiceName, SigningName>> = {
  sqs: 'sqs',
  dynamodb: 'dynamodb',
  s3: 's3',
  secretsManager: 'secretsmanager',
  lambda: 'lambda',
  events: 'events',
};

export async function startServices(options: ServicesOptions): Promise<Services> {
  const { region, clock, dataDir, principals, onDenied } = options;
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  const { secretsmanager, eventBridge, ...standIns } = await startStandIns({
    region,
    root: dataDir,
    now: clock.now,
    invoke: asLambda(options.invoke),
  });
  const named = { ...standIns, secretsManager: secretsmanager, events: eventBridge };
  const gateway = await startGateway({ backends: standIns.handlers, region, principals, onDenied });
  const endpoints = Object.entries(SIGNING_NAMES).map(([name, signing]) => [name, gateway.url(signing)]);
  return {
    endpoints: Object.fromEntries(endpoints) as Record<ServiceName, string>,
    setFault: (service, fault) => named[service].setFault(fault),
    busEvents: eventBridge.events,
    async close() {
      await gateway.close();
      await standIns.close();
    },
  };
}

/** A function nobody has is Lambda's own error. */
function asLambda(invoke: Functions['invoke']): LambdaOptions['invoke'] {
  return async (name, payload, { traceId }) => {
    try {
      return await invoke(name, payload, traceId === undefined ? [] : [traceId]);
    } catch (error) {
      if (!(error instanceof UnknownFunctionError)) throw error;
      throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    }
  };
}
