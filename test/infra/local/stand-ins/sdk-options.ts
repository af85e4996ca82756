/** What every SDK client needs to speak to a stand-in. */
export function sdkOptions(endpoint: string) {
  return {
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  } as const;
}
