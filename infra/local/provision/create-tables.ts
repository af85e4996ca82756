import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type ResolvedStack, resourcesOf } from '../template/resolve-template.ts';

interface TableProperties extends Pick<CreateTableCommandInput, 'AttributeDefinitions' | 'KeySchema'> {
  readonly GlobalSecondaryIndexes?: CreateTableCommandInput['GlobalSecondaryIndexes'];
  readonly TimeToLiveSpecification?: { readonly AttributeName: string; readonly Enabled: boolean };
}

/** Tables with their indexes, on demand, and their time to live. */
export async function createTables(stack: ResolvedStack, client: DynamoDBClient): Promise<void> {
  for (const { ref, properties } of resourcesOf(stack, 'AWS::DynamoDB::Table')) {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, TimeToLiveSpecification } =
      properties as unknown as TableProperties;
    await client.send(
      new CreateTableCommand({
        TableName: ref,
        AttributeDefinitions,
        KeySchema,
        BillingMode: 'PAY_PER_REQUEST',
        ...(GlobalSecondaryIndexes === undefined ? {} : { GlobalSecondaryIndexes }),
      }),
    );
    if (TimeToLiveSpecification !== undefined) {
      await client.send(new UpdateTimeToLiveCommand({ TableName: ref, TimeToLiveSpecification }));
    }
  }
}
