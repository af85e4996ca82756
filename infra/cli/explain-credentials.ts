/** Says which profile of AWS was tried and what to set where none gave credentials; other errors stay as they are. */
export function explainCredentials(error: unknown, profile: string | undefined): unknown {
  if (!(error instanceof Error && error.name === 'CredentialsProviderError')) return error;
  const advice = profile === undefined ? adviceWithoutProfile() : adviceFor(profile);
  return new Error(advice, { cause: error });
}

function adviceWithoutProfile(): string {
  return 'no AWS credentials and no profile: name one with --profile or AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
}

function adviceFor(profile: string): string {
  const commands = `\`aws configure --profile ${profile}\` or \`aws sso login --profile ${profile}\``;
  return `the profile ${profile} gives no AWS credentials: ${commands}, or name another with --profile`;
}
