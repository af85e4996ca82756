/** Whether a text matches a pattern of IAM: `*` is any run of characters, `?` any single one. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let read = 0; read < text.length; ) {
    if (pattern[at] === '*') {
      star = at;
      retry = read;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[read])) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      read = retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

const ARN_SEGMENTS = 6;

/** Whether an ARN matches a pattern: segment by segment, so that no `*` reaches over a colon into another service. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = splitArn(pattern);
  const given = splitArn(arn);
  return (
    wanted.length === ARN_SEGMENTS &&
    given.length === ARN_SEGMENTS &&
    wanted.every((segment, at) => matchesWildcard(segment, given[at] ?? ''))
  );
}

/** The last segment keeps its own colons. */
function splitArn(arn: string): string[] {
  const segments = arn.split(':');
  return [...segments.slice(0, ARN_SEGMENTS - 1), segments.slice(ARN_SEGMENTS - 1).join(':')];
}
