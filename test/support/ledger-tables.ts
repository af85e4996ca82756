import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynamodb } from '../../infra/local/stand-ins/dynamodb.ts';
import { createDocumentClient } from '../../shared/aws/clients.ts';
import { TIME_INDEX } from '../../shared/aws/table-item.ts';
import { sdkOptions } from '../infra/local/stand-ins/sdk-options.ts';

export interface LedgerTables {
  readonly url: string;
  readonly client: DynamoDBDocumentClient;
  /** Makes an empty table with the ledger's keys and index; gives its name. */
  create(): Promise<string>;
  close(): Promise<void>;
}

/** DynamoDB's protocol in this process, on a loopback port. */
export async function startLedgerTables(): Promise<LedgerTables> {
  const dynamodb = await startDynamodb({ region: sdkOptions('').region });
  const client = createDocumentClient(sdkOptions(dynamodb.url));
  let made = 0;
  return {
    url: dynamodb.url,
    client,
    async create() {
      made += 1;
      const name = `ledger-${made}`;
      await client.send(new CreateTableCommand(ledgerTable(name)));
      return name;
    },
    close: () => dynamodb.close(),
  };
}

function ledgerTable(name: string) {
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  const attributes = ['pk', 'sk', 'timePartition', 'timeAt'];
  const index = {
    IndexName: TIME_INDEX,
    KeySchema: key('timePartition', 'timeAt'),
    Projection: { ProjectionType: 'ALL' as const },
  };
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    KeySchema: key('pk', 'sk'),
    GlobalSecondaryIndexes: [index],
  };
}
