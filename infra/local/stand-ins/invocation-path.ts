export interface InvocationTarget {
  /** The function's bare name. */
  readonly name: string;
  readonly qualifier?: string;
}

/** The function that `POST /2015-03-31/functions/{name or ARN}/invocations` names; nothing for any other path. */
export function readInvocationPath(url: string): InvocationTarget | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, encoded] = /^\/2015-03-31\/functions\/([^/]+)\/invocations\/?$/.exec(pathname) ?? [];
  if (encoded === undefined) return undefined;
  const given = decodeURIComponent(encoded).replace(/^(?:arn:aws:lambda:[^:]*:)?(?:\d{12}:)?(?:function:)?/, '');
  const [name = '', suffix] = given.split(':');
  const qualifier = suffix ?? searchParams.get('Qualifier');
  return qualifier === null || qualifier === undefined ? { name } : { name, qualifier };
}
