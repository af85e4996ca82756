import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { HangUp, withFault } from '../apply-fault.ts';
import { AwsError } from '../aws-error.ts';
import { createFaultSwitch } from '../fault.ts';
import type { StandIn } from '../json-service.ts';
import { startLoopbackServer } from '../loopback-server.ts';
import { header, type S3Action, type S3Answer, type S3Context } from './action.ts';
import { bucketActions } from './actions/buckets.ts';
import { deleteObject, deleteObjects } from './actions/delete-objects.ts';
import { getObject } from './actions/get-object.ts';
import { listObjectsV2, listObjectVersions } from './actions/list-objects.ts';
import { multipartActions } from './actions/multipart.ts';
import { copyObject, putObject } from './actions/put-object.ts';
import { openBucketStore } from './bucket-store.ts';
import { createMultipartUploads } from './multipart-uploads.ts';
import { identifyS3Operation, type S3Operation } from './operation.ts';
import { element } from './xml.ts';

export interface S3Options {
  /** Buckets and objects lie here as files; what lies here already is served again. */
  readonly root: string;
  readonly port?: number;
  readonly now?: () => number;
}

const ACTIONS: Readonly<Record<string, S3Action>> = {
  ...bucketActions,
  ...multipartActions,
  PutObject: putObject,
  CopyObject: copyObject,
  GetObject: getObject,
  HeadObject: getObject,
  DeleteObject: deleteObject,
  DeleteObjects: deleteObjects,
  ListObjectsV2: listObjectsV2,
  ListObjectVersions: listObjectVersions,
};

/**
 * Amazon S3 over files, path-style: objects with versions, conditional writes, ranges, multipart uploads and object
 * lock, bodies streamed in constant memory. Life cycle rules and bucket policies are stored without effect.
 */
export async function startS3(options: S3Options): Promise<StandIn> {
  const faults = createFaultSwitch();
  const now = options.now ?? Date.now;
  const shared = { store: openBucketStore(options.root, now), uploads: createMultipartUploads(), now };

  async function run(request: IncomingMessage, operation: S3Operation): Promise<S3Answer> {
    const context: S3Context = { ...shared, request, operation };
    const action = ACTIONS[operation.name];
    if (action === undefined) throw new AwsError('NotImplemented', 'The stand-in does not know this operation', 501);
    const fault = faults.take(operation.name, `${operation.bucket}/${operation.key}`);
    return withFault(fault, faultErrors, async () => action(context));
  }

  const server = await startLoopbackServer(async (request, response) => {
    const copySource = header({ request }, 'x-amz-copy-source');
    const operation = identifyS3Operation({ method: request.method ?? '', url: request.url ?? '/', copySource });
    try {
      await write(request, response, await run(request, operation));
    } catch (error) {
      if (error instanceof HangUp || request.socket.destroyed) request.socket.destroy();
      else await write(request, response, describeError(error, operation));
    }
  }, options.port);
  return { ...server, setFault: faults.set };
}

const faultErrors = {
  unavailable: () => new AwsError('ServiceUnavailable', 'the stand-in is told to be unavailable', 503),
  throttled: () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
};

function describeError(error: unknown, operation: S3Operation): S3Answer {
  const { code, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalError', 'the stand-in failed', 500);
  const elements = [
    element('Code', code),
    element('Message', message),
    element('Resource', `/${operation.bucket}/${operation.key}`),
  ];
  return { status, headers: { 'content-type': 'application/xml' }, body: element('Error', elements) };
}

/** Whatever of the request's body was not read is drained, so that the connection can serve the next request. */
async function write(request: IncomingMessage, response: ServerResponse, answer: S3Answer): Promise<void> {
  request.resume();
  const length = answer.file === undefined ? { 'content-length': Buffer.byteLength(answer.body ?? '') } : {};
  const sized = answer.status === 204 || answer.status === 304 ? {} : length;
  response.writeHead(answer.status, { 'x-amz-request-id': randomUUID(), ...sized, ...answer.headers });
  if (request.method === 'HEAD' || answer.file === undefined) response.end(answer.body);
  else await pipeline(createReadStream(answer.file.path, answer.file.range), response);
}
