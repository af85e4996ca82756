export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What the caller gets of a function's answer: a structured one by its fields, anything else as JSON under 200. */
export function httpAnswer(payload: string): HttpAnswer {
  const value: unknown = payload === '' ? null : JSON.parse(payload);
  if (typeof value !== 'object' || value === null || !('statusCode' in value)) {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: payload };
  }
  const { statusCode, headers = {}, body = '', isBase64Encoded } = value as StructuredAnswer;
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), String(text)])),
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  };
}

interface StructuredAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** What API Gateway itself answers, e.g. `{"message":"Not Found"}`. */
export function gatewayAnswer(status: 404 | 413 | 429 | 500, message: string): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) };
}
