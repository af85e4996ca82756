import { Readable } from 'node:stream';
import dynalite from 'dynalite';

interface EngineAnswer {
  readonly status: number;
  /** JSON */
  readonly text: string;
}

/** One action of DynamoDB, JSON in and out. */
export type Engine = (action: string, body: Buffer) => Promise<EngineAnswer>;

/** The engine in memory, called within this process: a second connection for every call would cost more than the call. */
export function openEngine(): Engine {
  const engine = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return (action, body) =>
    new Promise((resolve) => {
      const headers = { ...HEADERS, 'x-amz-target': `DynamoDB_20120810.${action}` };
      const request = Object.assign(Readable.from([body]), { method: 'POST', url: '/', headers });
      const response = {
        statusCode: 200,
        setHeader: () => undefined,
        end: (text: string) => resolve({ status: response.statusCode, text }),
      };
      engine.emit('request', request, response);
    });
}

/** The engine wants a signature's form but looks at none of its parts. */
const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
};
