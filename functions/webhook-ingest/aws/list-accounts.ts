import { keys } from '../../../shared/ledger/keys.ts';
import { endpointOf, type SignedCaller, type SignerOptions } from './signed-call.ts';

type Attributes = Readonly<Record<string, { readonly S?: string }>>;

interface QueryAnswer {
  readonly Items?: readonly Attributes[];
  readonly LastEvaluatedKey?: Attributes;
}

/** The accounts by name, as the ledger lists them, without the SDK. @throws without a word of the answer. */
export function createSignedAccountLister(call: SignedCaller, env: SignerOptions['env'], table: string) {
  return async (): Promise<ReadonlySet<string>> => {
    const names = new Set<string>();
    let after: Attributes | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query(after);
      for (const { sk } of Items) if (sk?.S !== undefined) names.add(sk.S);
      after = LastEvaluatedKey;
    } while (after !== undefined);
    return names;
  };

  async function query(after: Attributes | undefined): Promise<QueryAnswer> {
    const answer = await call({
      service: 'dynamodb',
      url: `${endpointOf(env, 'DYNAMODB', 'dynamodb')}/`,
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.Query' },
      body: JSON.stringify({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: keys.accounts() } },
        ProjectionExpression: 'sk',
        ...(after === undefined ? {} : { ExclusiveStartKey: after }),
      }),
    });
    if (!answer.ok) throw new Error(`DynamoDB Query answered ${answer.status}`);
    return JSON.parse(answer.text) as QueryAnswer;
  }
}
