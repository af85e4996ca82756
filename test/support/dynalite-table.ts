import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../shared/aws/clients.ts';
import { TIME_INDEX } from '../../shared/aws/table-item.ts';

const dynalite = createRequire(import.meta.url)('dynalite') as (options: { createTableMs: number }) => Server;

export interface DynaliteTables {
  readonly client: DynamoDBDocumentClient;
  /** Makes an empty table with the ledger's keys and index; gives its name. */
  create(): Promise<string>;
  close(): Promise<void>;
}

/** DynamoDB's protocol in this process, on a loopback port. */
export async function startDynalite(): Promise<DynaliteTables> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const admin = new DynamoDBClient(options);
  let made = 0;
  return {
    client: createDocumentClient(options),
    async create() {
      made += 1;
      const name = `ledger-${made}`;
      await admin.send(new CreateTableCommand(ledgerTable(name)));
      return name;
    },
    async close() {
      admin.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function ledgerTable(name: string) {
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  const attributes = ['pk', 'sk', 'timePartition', 'timeAt'];
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST' as const,
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    KeySchema: key('pk', 'sk'),
    GlobalSecondaryIndexes: [
      {
        IndexName: TIME_INDEX,
        KeySchema: key('timePartition', 'timeAt'),
        Projection: { ProjectionType: 'ALL' as const },
      },
    ],
  };
}
