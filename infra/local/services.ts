import { mkdir, rm } from 'node:fs/promises';
import type { MovableClock } from './clock/movable-clock.ts';
import { startGateway } from './gateway/gateway.ts';
import type { Denial, Principal } from './gateway/policy.ts';
import type { ServiceName as SigningName } from './gateway/services.ts';
import type { Functions } from './lambda/functions.ts';
import type { ServiceName } from './stack-state.ts';
import { startDynamodb } from './stand-ins/dynamodb.ts';
import { startEventBridge } from './stand-ins/event-bridge.ts';
import type { Fault } from './stand-ins/fault.ts';
import type { StandIn } from './stand-ins/json-service.ts';
import { startLambdaInvoke } from './stand-ins/lambda-invoke.ts';
import { startS3 } from './stand-ins/s3/s3.ts';
import { startSecretsManager } from './stand-ins/secrets-manager.ts';
import { startSqs } from './stand-ins/sqs.ts';

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
  /** What lies on the event buses, oldest first. */
  readonly busEvents: Awaited<ReturnType<typeof startEventBridge>>['events'];
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

const SERVICE_NAMES = Object.keys(SIGNING_NAMES) as ServiceName[];

export async function startServices(options: ServicesOptions): Promise<Services> {
  const { region, clock, dataDir } = options;
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  const events = await startEventBridge({ region });
  const standIns: Readonly<Record<ServiceName, StandIn>> = {
    sqs: await startSqs({ region }),
    dynamodb: await startDynamodb({ region }),
    s3: await startS3({ root: dataDir, now: clock.now }),
    secretsManager: await startSecretsManager({ region, now: clock.now }),
    lambda: await startLambdaInvoke({ invoke: options.invoke }),
    events,
  };
  const backends = Object.fromEntries(SERVICE_NAMES.map((name) => [SIGNING_NAMES[name], standIns[name].url]));
  const gateway = await startGateway({
    backends,
    region,
    principals: options.principals,
    onDenied: options.onDenied,
  });
  const endpoints = SERVICE_NAMES.map((name) => [name, gateway.url(SIGNING_NAMES[name])] as const);
  return {
    endpoints: Object.fromEntries(endpoints) as Record<ServiceName, string>,
    setFault: (service, fault) => standIns[service].setFault(fault),
    busEvents: events.events,
    async close() {
      await gateway.close();
      await Promise.all(Object.values(standIns).map((standIn) => standIn.close()));
    },
  };
}
