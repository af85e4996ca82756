import type { IncomingHttpHeaders } from 'node:http';

/** What a signed request says of its signer, from its header or, presigned, from its query. */
export interface Credential {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  /** The service in the credential scope, e.g. `sqs`. */
  readonly service: string;
  /** Lower case, as listed. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly signedAt: string;
  readonly presigned: boolean;
}

/** Reads Signature Version 4; nothing when the request carries none. */
export function readCredential(headers: IncomingHttpHeaders, url: string): Credential | undefined {
  const authorization = headers.authorization ?? '';
  if (authorization.startsWith('AWS4-HMAC-SHA256 ')) {
    const fields = Object.fromEntries(
      [...authorization.matchAll(/(Credential|SignedHeaders|Signature)=([^,\s]+)/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const signedAt = String(headers['x-amz-date'] ?? '');
    return parseScope(fields.Credential, fields.SignedHeaders, fields.Signature, signedAt, false);
  }
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const text = (name: string): string => query.get(name) ?? '';
  const [scope, signed, signature] = ['X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature'].map(text);
  return parseScope(scope, signed, signature, text('X-Amz-Date'), true);
}

function parseScope(
  scope = '',
  signedHeaders = '',
  signature = '',
  signedAt = '',
  presigned = false,
): Credential | undefined {
  const [accessKeyId, date, region, service, terminator] = scope.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') return undefined;
  const headers = signedHeaders.toLowerCase().split(';');
  return { accessKeyId, date, region, service, signedHeaders: headers, signature, signedAt, presigned };
}
