import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError } from '../stand-ins/aws-error.ts';
import { element } from '../stand-ins/s3/xml.ts';
import type { Service } from './services.ts';

/** Answers an error in the service's own protocol, so that the SDK raises what it would raise on AWS. */
export function answerError(response: ServerResponse, protocol: Service['protocol'], error: AwsError): void {
  const { code, message, status } = error;
  const body =
    protocol === 'rest-xml'
      ? element('Error', [element('Code', code), element('Message', message)])
      : JSON.stringify({ __type: code, message });
  response.writeHead(status, {
    'content-type': CONTENT_TYPES[protocol],
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': randomUUID(),
    'x-amzn-errortype': code,
    ...(protocol === 'json-1.0' ? { 'x-amzn-query-error': `${code};Sender` } : {}),
  });
  response.end(body);
}

const CONTENT_TYPES: Readonly<Record<Service['protocol'], string>> = {
  'json-1.0': 'application/x-amz-json-1.0',
  'json-1.1': 'application/x-amz-json-1.1',
  'rest-json': 'application/json',
  'rest-xml': 'application/xml',
};

/** How each protocol says that it knows no such access key, and that the signature is not right. */
export function unknownKey(protocol: Service['protocol']): AwsError {
  const code = protocol === 'rest-xml' ? 'InvalidAccessKeyId' : 'UnrecognizedClientException';
  return new AwsError(code, 'The access key in the request is not known here.', 403);
}

export function wrongSignature(protocol: Service['protocol']): AwsError {
  const code = protocol === 'rest-xml' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException';
  return new AwsError(code, 'The request signature we calculated does not match the signature you provided.', 403);
}
