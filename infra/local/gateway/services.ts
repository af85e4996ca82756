import { mapDynamodb } from './actions/dynamodb.ts';
import { mapEvents } from './actions/events.ts';
import { mapLambda } from './actions/lambda.ts';
import { mapS3 } from './actions/s3.ts';
import { mapSecretsmanager } from './actions/secretsmanager.ts';
import { mapSqs } from './actions/sqs.ts';
import type { AccessMapper } from './service-request.ts';

export interface Service {
  readonly mapAccesses: AccessMapper;
  /** How the service writes errors. */
  readonly protocol: 'json-1.0' | 'json-1.1' | 'rest-json' | 'rest-xml';
  /** How it refuses: code and status. */
  readonly accessDenied: readonly [code: string, status: number];
}

/** The services behind the gateway, by the name in a request's credential scope. */
export const SERVICES = {
  sqs: { mapAccesses: mapSqs, protocol: 'json-1.0', accessDenied: ['AccessDenied', 403] },
  dynamodb: { mapAccesses: mapDynamodb, protocol: 'json-1.0', accessDenied: ['AccessDeniedException', 400] },
  secretsmanager: {
    mapAccesses: mapSecretsmanager,
    protocol: 'json-1.1',
    accessDenied: ['AccessDeniedException', 400],
  },
  events: { mapAccesses: mapEvents, protocol: 'json-1.1', accessDenied: ['AccessDeniedException', 400] },
  lambda: { mapAccesses: mapLambda, protocol: 'rest-json', accessDenied: ['AccessDeniedException', 403] },
  s3: { mapAccesses: mapS3, protocol: 'rest-xml', accessDenied: ['AccessDenied', 403] },
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceName = keyof typeof SERVICES;

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(SERVICES, name);
}
