import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { setClockOffset } from './shifted-date.ts';

/** Takes the place of the runtime client's compiled `rapid-client.node`: the same three calls over `node:http`. */

interface NextInvocation {
  readonly bodyJson: string;
  readonly headers: IncomingHttpHeaders;
}

const [host = '', port = ''] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let posted: Promise<unknown> = Promise.resolve();

export async function next(): Promise<NextInvocation> {
  await posted;
  const answer = await call('GET', 'invocation/next');
  setClockOffset(Number(answer.headers['x-relay-clock-offset-ms'] ?? 0));
  return answer;
}

export function done(id: string, body: string): void {
  posted = call('POST', `invocation/${id}/response`, body).catch(leave);
}

export function error(id: string, body: string): void {
  posted = call('POST', `invocation/${id}/error`, body).catch(leave);
}

/** The stack is gone: nobody is left to work for. */
function leave(): never {
  process.exit(1);
}

function call(method: string, path: string, body?: string): Promise<NextInvocation> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request({ host, port, method, agent, headers, path: `/2018-06-01/runtime/${path}` }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ bodyJson: Buffer.concat(chunks).toString('utf8'), headers: answer.headers }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
