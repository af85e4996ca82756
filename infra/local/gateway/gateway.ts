import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../stand-ins/aws-error.ts';
import { parseJsonObject } from '../stand-ins/json-object.ts';
import { type HttpHandler, startLoopbackServer } from '../stand-ins/loopback-server.ts';
import { readBody } from '../stand-ins/read-body.ts';
import { identifyS3 } from './actions/s3.ts';
import { authenticate } from './authenticate.ts';
import { authorize, authorizeAbsence, type OnDenied } from './authorize.ts';
import { beforeHead } from './before-head.ts';
import { type Credential, readCredential } from './credential.ts';
import { answerError } from './error-answer.ts';
import type { Principal } from './policy.ts';
import type { ServiceRequest } from './service-request.ts';
import { isServiceName, SERVICES, type ServiceName } from './services.ts';

export interface GatewayOptions {
  /** Each service's stand-in. */
  readonly backends: Readonly<Partial<Record<ServiceName, HttpHandler>>>;
  /** By access key id; read at every request, so that principals may be added. */
  readonly principals: ReadonlyMap<string, Principal>;
  readonly region: string;
  readonly onDenied: OnDenied;
  readonly port?: number;
}

export interface Gateway {
  /** One address serves every service; the signature's scope tells which is meant. */
  readonly url: (service: ServiceName) => string;
  readonly close: () => Promise<void>;
}

/**
 * Stands before every stand-in and lets pass only what the caller's role allows; what it cannot tell it refuses.
 * Policies of resources, key policies and boundaries are not evaluated, so they can neither grant nor refuse here.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const server = await startLoopbackServer(async (request, response) => {
    const credential = readCredential(request.headers, request.url ?? '/');
    const service = credential?.service ?? '';
    try {
      if (credential === undefined) throw new AwsError('MissingAuthenticationToken', 'The request is not signed', 403);
      if (!isServiceName(service)) throw noService(service);
      await pass(request, response, credential, service, options);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      request.resume();
      answerError(response, isServiceName(service) ? SERVICES[service].protocol : 'rest-json', error);
    }
  }, options.port);
  return { url: () => server.url, close: server.close };
}

/** @throws AwsError for whatever is refused */
async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  credential: Credential,
  service: ServiceName,
  options: GatewayOptions,
): Promise<void> {
  const backend = options.backends[service];
  if (backend === undefined) throw noService(service);
  const body = isBuffered(service, request) ? await readBody(request) : undefined;
  const principal = authenticate(credential, request, body, options.principals, SERVICES[service].protocol);
  const described = describe(request, body, options.region);
  authorize(principal, service, described, options.onDenied);
  beforeHead(response, (status) => {
    if (status === 404) authorizeAbsence(principal, service, described, options.onDenied);
  });
  await backend(request, response);
}

function noService(service: string): AwsError {
  return new AwsError('AccessDeniedException', `The service ${service} is not part of the local stack`, 403);
}

/** Bodies of S3 stream, but for the one whose keys have to be authorized. */
function isBuffered(service: ServiceName, { method = '', url = '/', headers }: IncomingMessage): boolean {
  return service !== 's3' || identifyS3({ method, url, headers }).name === 'DeleteObjects';
}

function describe(request: IncomingMessage, body: Buffer | undefined, region: string): ServiceRequest {
  const { method = '', url = '/', headers } = request;
  const text = body?.toString('utf8') ?? '';
  const target = headers['x-amz-target']?.toString();
  const operation = target?.replace(/^.*\./, '') ?? '';
  return {
    region,
    method,
    url,
    headers,
    operation,
    input: target === undefined ? {} : parseJsonObject(text),
    body: text,
  };
}
