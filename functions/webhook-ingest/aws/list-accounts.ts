import { endpointOf, type SignedCaller, type SignerOptions } from './signed-call.ts';

interface ListedSecrets {
  readonly SecretList?: readonly { readonly Name?: string }[];
  readonly NextToken?: string;
}

const PER_PAGE = 100;

/** Names the accounts that have a secret, without the SDK and without a secret's value. @throws without a word of the answer. */
export function createSignedAccountLister(call: SignedCaller, env: SignerOptions['env'], prefix: string) {
  const folder = `${prefix}/accounts/`;
  return async (): Promise<ReadonlySet<string>> => {
    const names = new Set<string>();
    let token: string | undefined;
    do {
      const filters = { Filters: [{ Key: 'name', Values: [folder] }], MaxResults: PER_PAGE };
      const answer = await call({
        service: 'secretsmanager',
        url: `${endpointOf(env, 'SECRETS_MANAGER', 'secretsmanager')}/`,
        method: 'POST',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.ListSecrets' },
        body: JSON.stringify({ ...filters, ...(token === undefined ? {} : { NextToken: token }) }),
      });
      if (!answer.ok) throw new Error(`Secrets Manager ListSecrets answered ${answer.status}`);
      const { SecretList = [], NextToken } = JSON.parse(answer.text) as ListedSecrets;
      for (const { Name = '' } of SecretList) if (Name.startsWith(folder)) names.add(Name.slice(folder.length));
      token = NextToken;
    } while (token !== undefined);
    return names;
  };
}
