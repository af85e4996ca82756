import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** The function ran and failed; its own log says why. */
class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';
}

/** Runs a function to its end and gives its answer. Never repeated by itself. @throws FunctionFailedError */
export async function invokeFunction(client: LambdaClient, name: string, event: unknown): Promise<unknown> {
  const answer = await client.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'RequestResponse', Payload: JSON.stringify(event) }),
  );
  const text = answer.Payload === undefined ? '' : Buffer.from(answer.Payload).toString('utf8');
  if (answer.FunctionError !== undefined) throw new FunctionFailedError(`${name} failed: ${errorTypeOf(text)}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** The error's type and message, as the runtime reports them; anything else stays in the function's log. */
function errorTypeOf(text: string): string {
  try {
    const { errorType = 'Error', errorMessage = '' } = JSON.parse(text) as Record<string, string>;
    return `${errorType} ${errorMessage}`.slice(0, 300);
  } catch {
    return 'no reason given';
  }
}
