import { type Agent, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

export interface ForwardOptions {
  readonly backend: string;
  readonly agent: Agent;
  /** The body where it was read already; it streams otherwise. */
  readonly body: Buffer | undefined;
  /** Sees the backend's answer before it passes; what it throws is thrown instead of passing it. */
  readonly onAnswer: (answer: IncomingMessage) => void;
}

/** Passes a request on and its answer back, both streamed. Whoever hangs up on one side ends the other. */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  options: ForwardOptions,
): Promise<void> {
  const { expect: _, connection: __, ...headers } = request.headers;
  const upstream = openRequest(new URL(request.url ?? '/', options.backend), {
    method: request.method ?? 'GET',
    headers,
    agent: options.agent,
  });
  response.once('close', () => upstream.destroy());
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve);
    upstream.on('error', reject);
  });
  if (options.body === undefined) pipeline(request, upstream).catch(() => upstream.destroy());
  else upstream.end(options.body);
  const answer = await answered;
  try {
    options.onAnswer(answer);
  } catch (error) {
    answer.resume();
    throw error;
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, response);
}
